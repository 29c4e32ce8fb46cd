import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from 'kysely'
import type { Actor } from '#access/may.ts'
import { plansIn } from '#modules/plans/arrange.test-support.ts'
import { changeItems, fixYearPlan, listItems } from '#modules/plans/public.ts'
import { withScope } from '#platform/db/transaction.ts'
import { scopeOf } from '#access/may.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { newToken, planCalendar, readFeed, renewFeed } from './public.ts'

let world: World
let yearPlanId: string
let at: ReturnType<typeof plansIn>
let undecided: string | undefined
const home = new URL('https://uppsikt.exempel.se')

beforeAll(async () => {
  world = await makeWorld()
  at = plansIn(world)
  yearPlanId = await at.makePlan()
  await at.add(yearPlanId, { unitIds: at.ownUnits() })
  await makeUnannounced('Ekbacken')
  undecided = await read(await feedOf(world.people.reviewer))
  const { revision } = await at.planOf(yearPlanId)
  await fixYearPlan(at.asStrategist(), {
    ...{ yearPlanId, revision, by: 'board', decidedOn: '2026-11-19', paragraph: '§ 88' },
  })
})
afterAll(() => world.close())
beforeEach(() => world.admin.query('delete from calendar_feed; delete from duty; delete from throttle'))

async function feedOf(actor: Actor): Promise<string> {
  const { token, hash } = newToken()
  await renewFeed(world.as(actor), { tokenHash: hash })
  return token
}

const read = (token: string) => readFeed(world.db, { token, address: '192.0.2.1', now, home })

/** The events by what they are called, unfolded. */
function events(text: string | undefined): Map<string, Record<string, string>> {
  const found = (text ?? '').replaceAll('\r\n ', '').split('BEGIN:VEVENT').slice(1)
  return new Map(
    found.map((event) => {
      const lines = event.split('\r\n').map((line): [string, string] => {
        const colon = line.indexOf(':')
        return [line.slice(0, colon), line.slice(colon + 1)]
      })
      const facts = Object.fromEntries(lines)
      return [facts['SUMMARY'] ?? '', facts]
    }),
  )
}

async function makeUnannounced(name: string): Promise<void> {
  const item = (await at.itemsOf(yearPlanId)).find((row) => row.name === name)
  await changeItems(at.asStrategist(), { yearPlanId, itemIds: [item!.id], announced: false, reason: 'Dold' })
}

test('who is in the team has the planned follow-up in the calendar, over its month and with its last day', async () => {
  const found = events(await read(await feedOf(world.people.reviewer))).get('Planerad: Björkgården')
  expect(found).toMatchObject({
    'DTSTART;VALUE=DATE': '20270301',
    'DTEND;VALUE=DATE': '20270401',
    TRANSP: 'TRANSPARENT',
  })
  expect(found?.['DESCRIPTION']).toContain('Senast 31 mars 2027.')
  expect(found?.['URL']).toContain(`/planer/ar/${yearPlanId}/rad/`)
})

test('what is not decided stands in nobody’s calendar, whatever team it has', () => {
  expect(undecided).toContain('BEGIN:VCALENDAR')
  expect(undecided).not.toContain('Planerad')
})

test('who is not in the team, another board and the twin have nothing of it', async () => {
  const { mas, elderlyReviewer } = world.people
  for (const actor of [mas, elderlyReviewer, world.twin.people.reviewer])
    expect(await read(await feedOf(actor)), actor.name).not.toContain('Planerad')
})

test('an unannounced one has no name in the team’s calendar and no more than its half-year', async () => {
  const text = await read(await feedOf(world.people.reviewer))
  expect(text).not.toContain('Ekbacken')
  expect(events(text).get('Planerad uppföljning ska vara gjord')).toMatchObject({
    'DTSTART;VALUE=DATE': '20270630',
    'DTEND;VALUE=DATE': '20270701',
    SEQUENCE: expect.stringMatching(/^\d+$/) as string, // a matcher, as the library types it
  })
})

test('no provider’s calendar is a byte other for what is planned, announced or not', async () => {
  const people = [world.people.manager, world.people.unitManager, world.people.rival]
  const tokens = await Promise.all(people.map(feedOf))
  const withPlan = await Promise.all(tokens.map(read))
  await world.admin.query('update plan_item set removed_at = now()')
  const without = await Promise.all(tokens.map(read))
  await world.admin.query('update plan_item set removed_at = null')
  expect(withPlan).toEqual(without)
  for (const text of withPlan) expect(text).not.toMatch(/Planerad|BEGIN:VEVENT/)
})

test('once a follow-up is prepared it stands by itself, and once', async () => {
  const item = (await at.itemsOf(yearPlanId)).find((row) => row.name === 'Björkgården')
  const made = await at.followedUp(world.units.birch, {
    plan_item_id: item!.id,
    state: 'prepared',
    due_on: '2027-03-31',
  })
  const text = await read(await feedOf(world.people.reviewer))
  expect(text).not.toContain('Planerad: Björkgården')
  await world.admin.query('delete from follow_up where id = $1', [made])
})

test('the office takes the plan along as a calendar: months, booked days, and half-years of what is not announced', async () => {
  const item = (await at.itemsOf(yearPlanId)).find((row) => row.name === 'Björkgården')!
  const hidden = (await at.itemsOf(yearPlanId)).find((row) => row.name === 'Ekbacken')!
  const followUp = (of: typeof item, unit: string, announced: boolean) =>
    at.followedUp(unit, { plan_item_id: of.id, state: 'prepared', due_on: '2027-03-31', announced })
  const made = await followUp(item, world.units.birch, true)
  const secret = await followUp(hidden, world.units.oak, false)
  const visit = (of: string, unit: string, announced: boolean) => ({
    follow_up_id: of,
    board_id: world.boards.care,
    unit_id: unit,
    starts_at: '2027-03-09T12:00:00Z',
    time_of_day: 'officeHours',
    announced,
    met_roles: [],
  })
  await world.insert('visit', {
    told: visit(made, world.units.birch, true),
    secret: visit(secret, world.units.oak, false),
  })
  const text = await withScope(world.db, scopeOf(world.people.strategist), async (tx) =>
    planCalendar(tx, {
      plan: { id: yearPlanId, title: 'Planen' },
      items: await listItems(tx, yearPlanId),
      now,
      home,
    }),
  )
  const found = events(text)
  expect(found.get('Planerad uppföljning: Björkgården')).toMatchObject({
    'DTSTART;VALUE=DATE': '20270309',
    'DTEND;VALUE=DATE': '20270310',
  })
  expect(found.get('Planerad uppföljning\\, oanmäld: Ekbacken')).toMatchObject({
    'DTSTART;VALUE=DATE': '20270101',
    'DTEND;VALUE=DATE': '20270701',
  })
  await world.admin.query('delete from visit')
  await world.admin.query('delete from follow_up')
})

test('a new password ends the calendar’s address, and nobody else’s', async () => {
  const [own, other] = [await feedOf(world.people.reviewer), await feedOf(world.people.mas)]
  await withScope(world.db, scopeOf(world.people.reviewer), (tx) =>
    sql`select auth.set_own_password('hash', ${world.people.reviewer.sessionId}, ${now})`.execute(tx),
  )
  expect(await read(own)).toBeUndefined()
  expect(await read(other)).toBeDefined()
})
