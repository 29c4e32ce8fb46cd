import { isRedirect } from '@sveltejs/kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuidv7 } from '#kernel/ids.ts'
import { plansIn } from '#modules/plans/arrange.test-support.ts'
import { setStaffHours, staffHoursOf } from '#modules/plans/public.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { actions } from './+page.server.ts'
import { hoursField, seenField, shownHours } from './staff-hours.ts'

/** Two strategists with the hours of the year open in a window each. */
let world: World
let arranged: ReturnType<typeof plansIn>
beforeAll(async () => {
  world = await makeWorld()
  arranged = plansIn(world)
  await save(accounts(), Array<number>(12).fill(100 / 3))
})
afterAll(() => world.close())

const accounts = () => [world.people.reviewer.accountId, world.people.strategist.accountId]

function save(people: readonly string[], hours: readonly (number | null)[]) {
  return setStaffHours(arranged.asStrategist(), {
    boardId: world.boards.care,
    year: 2027,
    people: people.map((accountId) => ({ accountId, hours: [...hours] })),
  })
}

const kept = () => arranged.read(world.people.strategist, (tx) => staffHoursOf(tx, world.boards.care, 2027))

/** The form as the page gives it, with what somebody has written over. */
async function openForm(written: Readonly<Record<string, string>>): Promise<FormData> {
  const hours = await kept()
  const form = new FormData()
  form.set('namnd', world.boards.care)
  form.set('ar', '2027')
  for (const account of accounts()) {
    const months = Array.from({ length: 12 }, (_, at) => ({ has: hours.get(`${account}:${at + 1}`) ?? null }))
    const shown = shownHours(months)
    form.append('person', account)
    form.set(seenField(account), shown.join('|'))
    for (const [at, text] of shown.entries()) form.set(hoursField(account, at), text)
  }
  for (const [name, text] of Object.entries(written)) form.set(name, text)
  return form
}

async function press(form: FormData): Promise<unknown> {
  const url = new URL('http://uppsikt.test/planer/ar/x/bemanning?/timmar&ar=2027')
  const locals = { db: world.db, actor: world.people.strategist, now, requestId: uuidv7(), theme: 'auto' }
  const request = new Request(url, { method: 'POST', body: form })
  const event = { request, url, locals, cookies: { set: () => undefined }, params: {} }
  try {
    return await actions['timmar']?.(event as never) // the part of the event that the action reads
  } catch (thrown) {
    if (isRedirect(thrown)) return 'saved'
    throw thrown
  }
}

test('who saves hours from an old window changes only what they wrote, not what a colleague has saved meanwhile', async () => {
  const [anna = '', bo = ''] = accounts()
  const old = await openForm({ [hoursField(bo, 3)]: '20' })
  await save([anna], [null, null, 10, ...Array<null>(9).fill(null)])
  expect(await press(old)).toBe('saved')
  const hours = await kept()
  expect([hours.get(`${anna}:3`), hours.get(`${bo}:4`)]).toEqual([10, 20])
  // What is shown with two decimals is not rounded by being looked at.
  expect(hours.get(`${anna}:5`)).toBeCloseTo(100 / 3, 9)
})

test('who writes something that is no number is told in which field, and nothing is saved', async () => {
  const [anna = '', bo = ''] = accounts()
  const before = await kept()
  const form = await openForm({ [hoursField(bo, 5)]: 'tolv', [hoursField(anna, 0)]: '7' })
  expect(await press(form)).toMatchObject({
    status: 422,
    data: {
      values: { [hoursField(anna, 0)]: '7', [hoursField(bo, 5)]: 'tolv' },
      errors: [{ path: hoursField(bo, 5) }],
    },
  })
  expect(await kept()).toEqual(before)
})
