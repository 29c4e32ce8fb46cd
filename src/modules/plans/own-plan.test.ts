import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { listMine } from '#modules/duties/public.ts'
import { listUnitFollowUps } from '#modules/organisation/public.ts'
import { withScope } from '#platform/db/transaction.ts'
import { followUpsIn } from '#test/followups.ts'
import { makeWorld, type World } from '#test/world.ts'
import { plansIn, today } from './arrange.test-support.ts'
import { fixYearPlan, listOwnPlan, OwnPlanFilter, reopenYearPlan } from './public.ts'

/** What an operator learns of the boards' plans (M-080): its own units by half-year, once decided, and never a surprise. */
let world: World
let arranged: ReturnType<typeof plansIn>
beforeAll(async () => {
  world = await makeWorld()
  arranged = plansIn(world)
})
afterAll(() => world.close())

/** Everything the operator's pages and API answer about the plan and about what is ahead, as it is sent. */
function answers(actor: Actor): Promise<string> {
  return withScope(world.db, scopeOf(actor), async (tx) =>
    JSON.stringify([
      await listOwnPlan(tx, OwnPlanFilter.parse({}), today),
      await Promise.all(Object.values(world.units).map((unit) => listUnitFollowUps(tx, unit))),
      await listMine(tx, actor, today),
    ]),
  )
}
const toldTo = (actor: Actor, filter: object = {}) =>
  arranged.read(actor, async (tx) => (await listOwnPlan(tx, OwnPlanFilter.parse(filter), today)).planned)

const halves = async () => (await toldTo(world.people.manager)).map((row) => `${row.unitName} ${row.half}`)

async function decide(yearPlanId: string, by: 'board' | 'management' = 'board') {
  const { revision } = await arranged.planOf(yearPlanId)
  const decision = { by, decidedOn: today, paragraph: '§ 88' }
  await fixYearPlan(arranged.asStrategist(), { yearPlanId, revision, ...decision })
}

test('a provider reads year and half-year of its own units, when the board has decided and not before', async () => {
  const { manager, rival, unitManager, member } = world.people
  const nothing = await answers(manager)
  const id = await arranged.makePlan()
  await arranged.add(id, { unitIds: [world.units.birch, world.units.rival] })
  await arranged.add(id, { unitIds: [world.units.oak, world.units.municipal, world.units.pine], month: 10 })
  expect(await answers(manager)).toBe(nothing)
  await decide(id)
  const area = { serviceArea: 'Bostad med särskild service', year: 2027 }
  expect(await toldTo(manager)).toEqual([
    { unitId: world.units.birch, unitName: 'Björkgården', ...area, half: 1 },
    { unitId: world.units.oak, unitName: 'Ekbacken', ...area, half: 2 },
    { unitId: world.units.pine, unitName: 'Tallhöjden', ...area, half: 2 },
  ])
  expect(await toldTo(manager, { q: 'ekb', year: '2027' })).toHaveLength(1)
  expect(await toldTo(manager, { unit: world.units.rival })).toEqual([])
  expect(await toldTo(rival)).toEqual([{ unitId: world.units.rival, unitName: 'Rivalen', ...area, half: 1 }])
  expect((await toldTo(unitManager)).map((row) => row.unitName)).toEqual(['Kommungården'])
  for (const stranger of [member, world.people.elderlyReviewer, ...Object.values(world.twin.people)])
    expect(await toldTo(stranger), stranger.name).toEqual([])
})

test('a change is told when it is decided and not before, and a decision that was withdrawn tells nothing', async () => {
  const id = await arranged.decidedPlan()
  const before = await answers(world.people.manager)
  await reopenYearPlan(arranged.asStrategist(), { yearPlanId: id, reason: 'En till' })
  await arranged.add(id, { unitIds: [world.units.birch], kind: 'targeted', month: 11 })
  expect(await answers(world.people.manager)).toBe(before)
  await decide(id)
  expect(await halves()).toContain('Björkgården 2')
  await world.admin.query(
    `update year_plan_version set withdrawn_at = now(), withdrawn_note = 'x'
    where year_plan_id = $1 and version = 2`,
    [id],
  )
  expect(await answers(world.people.manager)).toBe(before)
})

test('the answers are byte for byte the same with an unannounced visit in the plan, decided, prepared and dated', async () => {
  const { manager, rival } = world.people
  const id = await arranged.decidedPlan()
  const before = [await answers(manager), await answers(rival)]
  const same = async () => expect([await answers(manager), await answers(rival)]).toEqual(before)
  await reopenYearPlan(arranged.asStrategist(), { yearPlanId: id, reason: 'Ett besök till' })
  const unitIds = [world.units.birch, world.units.rival]
  await arranged.add(id, { unitIds, announced: false, month: null, half: 2, kind: 'targeted' })
  await same()
  await decide(id)
  await same()
  const made = { announced: false, dueOn: '2027-10-15', unitId: world.units.birch }
  await followUpsIn(world).prepared(made)
  await same()
  // Even where a month has come into what is frozen, nothing of the row is told.
  const { rowCount } = await world.admin.query(
    `update year_plan_version set content = jsonb_set(content, '{items}', (select jsonb_agg(case
        when (i ->> 'announced')::boolean then i else jsonb_set(i, '{month}', '10') end)
      from jsonb_array_elements(content -> 'items') i)) where year_plan_id = $1 and version = 2`,
    [id],
  )
  expect(rowCount).toBe(1)
  await same()
})

test('where officials decide first and the board after, the officials’ decision alone tells nothing', async () => {
  const before = await answers(world.people.manager)
  await world.admin.query(
    `insert into plan_setting (municipality_id, board_id, fixed_by, delegation_point)
    values ($1, $2, 'both', '4.1') on conflict (municipality_id, board_id)
    do update set fixed_by = 'both', delegation_point = '4.1'`,
    [world.municipalityId, world.boards.care],
  )
  const id = await arranged.makePlan()
  await arranged.add(id, { unitIds: arranged.ownUnits(), month: 12 })
  await decide(id, 'management')
  expect(await answers(world.people.manager)).toBe(before)
  await decide(id)
  expect(await halves()).toContain('Björkgården 2')
})

test('a provider that has taken over a unit reads nothing of the years before it', async () => {
  const { units, people } = world
  const runsFrom = (day: string) =>
    world.admin.query(`update unit_state set valid_from = $2 where unit_id = $1`, [units.oak, day])
  const told = async () =>
    (
      await arranged.read(people.manager, (tx) =>
        listOwnPlan(tx, OwnPlanFilter.parse({ unit: units.oak }), '2027-12-31'),
      )
    ).total
  const before = await told()
  expect(before).toBeGreaterThan(0)
  await runsFrom('2027-12-31')
  expect(await told()).toBe(before)
  await world.admin.query(
    `update year_plan_version set content = jsonb_set(content, '{items}', (select jsonb_agg(jsonb_set(i, '{year}', '2026'))
      from jsonb_array_elements(content -> 'items') i))`,
  )
  const { rows } = await withScope(world.db, scopeOf(people.manager), (tx) =>
    sql<{ unitId: string }>`select unit_id from planned_for_own_units()`.execute(tx),
  )
  expect(rows.map((row) => row.unitId)).not.toContain(units.oak)
  expect(rows.map((row) => row.unitId)).toContain(units.birch)
})
