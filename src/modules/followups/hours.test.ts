import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#access/may.ts'
import { followUpsIn } from '#test/followups.ts'
import { makeWorld, type World } from '#test/world.ts'
import { recordHours } from './commands-hours.ts'
import { listHours } from './queries-hours.ts'
import { withoutHours } from './rules-hours.ts'

let world: World
let arranged: ReturnType<typeof followUpsIn>
let id: string
beforeAll(async () => {
  world = await makeWorld()
  arranged = followUpsIn(world)
  id = await arranged.prepared()
})
afterAll(() => world.close())

const mine = (actor: Actor, more: object = {}) => ({
  followUpId: id,
  accountId: actor.accountId,
  year: 2026,
  month: 10,
  hours: 6,
  ...more,
})
const write = (actor: Actor, more: object = {}) => recordHours(world.as(actor), mine(actor, more))
const seen = (actor: Actor = world.people.reviewer) => world.see(actor, (tx) => listHours(tx, id))

test('the other board, the competitor, the unit and the twin find no follow-up to write hours of', async () => {
  const { rival, elderlyReviewer, manager } = world.people
  for (const actor of [elderlyReviewer, world.twin.people.reviewer])
    await expect(write(actor)).rejects.toMatchObject({ code: 'notFound' })
  for (const actor of [rival, manager]) await expect(write(actor)).rejects.toBeTruthy()
  expect(await seen()).toEqual([])
})

test('a member writes her own hours, and nobody else’s unless she leads the team', async () => {
  const { mas, reviewer, strategist } = world.people
  expect(await write(mas)).toMatchObject({ corrected: false })
  const before = await seen()
  await expect(write(mas, { accountId: reviewer.accountId })).rejects.toMatchObject({ code: 'notAllowed' })
  await expect(write(mas, { accountId: strategist.accountId })).rejects.toMatchObject({
    code: 'invalidInput',
  })
  expect(await seen()).toEqual(before)
  expect(before).toMatchObject([{ accountId: mas.accountId, role: 'mas', hours: 6, replacedAt: null }])
  await write(reviewer, { accountId: mas.accountId, month: 11, hours: 2.5 })
  await write(strategist, { accountId: mas.accountId, month: 9, hours: 1 })
  expect((await seen()).map(({ month, recordedByName }) => [month, recordedByName])).toEqual([
    [9, strategist.name],
    [10, mas.name],
    [11, reviewer.name],
  ])
})

test('hours of a month that has not begun, and more than a month has, are not taken', async () => {
  const before = await seen()
  for (const more of [{ month: 12 }, { year: 2027 }, { hours: 745 }, { hours: -1 }, { month: 13 }])
    await expect(write(world.people.reviewer, more)).rejects.toMatchObject({ code: 'invalidInput' })
  expect(await seen()).toEqual(before)
})

test('a correction asks why, and what stood there before is still told', async () => {
  const { mas } = world.people
  await expect(write(mas, { hours: 8 })).rejects.toMatchObject({
    fields: [{ path: 'reason', code: 'hoursThereAlready' }],
  })
  await expect(write(mas)).rejects.toMatchObject({ code: 'alreadyDone' })
  expect(await write(mas, { hours: 8, reason: 'Glömde återbesöket' })).toMatchObject({ corrected: true })
  const october = (await seen()).filter(({ month }) => month === 10)
  expect(october.map(({ hours, replacedReason }) => [hours, replacedReason])).toEqual([
    [8, ''],
    [6, 'Glömde återbesöket'],
  ])
})

test('the unit, the competitor, the other board and the twin learn no hours', async () => {
  const { rival, elderlyReviewer, manager } = world.people
  for (const actor of [rival, manager, elderlyReviewer, world.twin.people.strategist])
    expect(await seen(actor)).toEqual([])
})

test('who has written nothing is asked for it, and who has left is not', () => {
  const member = (accountId: string, removedAt: Date | null = null) => ({
    accountId,
    name: accountId,
    removedAt,
  })
  const members = [member('anna'), member('bo'), member('cia', new Date())]
  expect(withoutHours(members, [{ accountId: 'anna' }]).map(({ name }) => name)).toEqual(['bo'])
})
