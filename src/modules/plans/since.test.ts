import { afterEach, beforeEach, expect, test } from 'vitest'
import { uuidv7 } from '#kernel/ids.ts'
import { changeUnit } from '#modules/organisation/public.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { plansIn, today } from './arrange.test-support.ts'
import { fixYearPlan, planDutyRules, removeItems, reopenYearPlan, sinceDecided } from './public.ts'

let world: World
let arranged: ReturnType<typeof plansIn>
let plan: string
beforeEach(async () => {
  world = await makeWorld()
  arranged = plansIn(world)
  plan = await arranged.decidedPlan() // five follow-ups in March 2027
})
afterEach(() => world.close())

const later = new Date(now.getTime() + 5 * 86_400_000)
const laterDay = '2026-11-24'
const since = async (who = world.people.strategist, day = laterDay) =>
  world.see(who, async (tx) => {
    const found = await arranged.planOf(plan)
    return (await sinceDecided(tx, found, day)).since
  })
const told = async () => (await since()).map(({ kind, name, on, rows }) => [kind, name, on, rows])
const rule = planDutyRules.find(({ key }) => key === 'yearPlan.lookOver')!
const owed = async (who = world.people.strategist) =>
  (await world.see(who, (tx) => rule.list(tx, { today: laterDay }))).filter(
    ({ sourceId }) => sourceId === plan,
  )

async function close(unit: string | undefined, from: string, at = later) {
  const { rows } = await world.admin.query<{ name: string; providerId: string; count: number }>(
    `select name, provider_id as "providerId", (select count(*)::int from unit_state where unit_id = $1) as count
     from unit_state where unit_id = $1 and superseded_at is null order by valid_from limit 1`,
    [unit],
  )
  const [state] = rows
  await changeUnit(world.as(world.people.strategist, at), {
    ...{ unitId: unit ?? '', kind: 'change', from, note: 'Läggs ned', revision: state?.count ?? 0 },
    ...{ name: state?.name ?? '', providerId: state?.providerId ?? '', status: 'ended' as const },
    ...{ serviceAreaId: world.areas.groupHome, operatingForm: 'procured' as const, laws: ['LSS' as const] },
  })
}

/** As the agreement's own commands write it: what no longer holds is put out of force, and the new stands beside. */
async function runs(agreement: string | undefined, to: string | null, at = later) {
  await world.admin.query(
    `update agreement_state set superseded_at = $2 where agreement_id = $1 and superseded_at is null`,
    [agreement, at],
  )
  await world.admin.query(
    `insert into agreement_state select (r).* from (select jsonb_populate_record(s, $2::jsonb) as r
      from agreement_state s where s.agreement_id = $1 order by s.recorded_at desc limit 1) x`,
    [
      agreement,
      JSON.stringify({ id: uuidv7(), valid_to: to, recorded_at: at.toISOString(), superseded_at: null }),
    ],
  )
}

test('a plan that nothing has happened to since it was decided says so', async () => {
  expect(await since()).toEqual([])
  expect(await owed()).toEqual([])
})

test('a unit that closes before its follow-up is told of with the day; one that closes after it is not', async () => {
  await close(world.units.birch, '2027-02-01')
  await close(world.units.oak, '2027-09-01')
  expect(await told()).toEqual([['closed', 'Björkgården', '2027-02-01', 1]])
})

test('an end that was known at the decision is no news, also when the unit is written down anew', async () => {
  await close(world.units.pine, '2027-02-01', new Date(now.getTime() - 86_400_000))
  const { rows } = await world.admin.query(
    `update unit_state set superseded_at = $2 where unit_id = $1 and status = 'ended' returning id`,
    [world.units.pine, later],
  )
  await world.admin.query(
    `insert into unit_state select (r).* from (select jsonb_populate_record(s, $2::jsonb) as r from unit_state s
      where s.id = $1) x`,
    [rows[0]?.id, JSON.stringify({ id: uuidv7(), recorded_at: later.toISOString(), superseded_at: null })],
  )
  expect(await since()).toEqual([])
})

test('a unit that nobody knew of at the decision is told of', async () => {
  const { fresh } = await world.insert('unit', { fresh: { code: 'E9', board_id: world.boards.care } })
  await world.insert('unit_state', {
    state: {
      ...{ unit_id: fresh, board_id: world.boards.care, name: 'Nystarten', provider_id: world.providers.own },
      ...{ service_area_id: world.areas.groupHome, operating_form: 'inHouse', laws: ['LSS'] },
      ...{ district: 'Norra', places: 6, status: 'active', valid_from: '2027-02-01', recorded_at: later },
    },
  })
  expect(await told()).toEqual([['opened', 'Nystarten', '2027-02-01', 0]])
  await arranged.followedUp(fresh, { state: 'planned', due_on: '2027-08-31' }, world.providers.own)
  expect(await told()).toEqual([])
})

test('an agreement that ends earlier, and one that runs longer, are told of by their last day', async () => {
  await runs(world.agreements.rival, '2027-06-01', new Date(now.getTime() - 86_400_000))
  await runs(world.agreements.private, '2027-06-01')
  await runs(world.agreements.rival, null)
  const rows = await told()
  expect(rows).toEqual([
    ['extended', 'Avtal rival', null, 1],
    ['ended', 'Avtal private', '2027-05-31', 3],
  ])
})

test('somebody who has left is told of with how many follow-ups their team stands in', async () => {
  await world.admin.query(
    `update role_assignment set valid_to = '2026-11-22' where account_id = $1 and board_id = $2`,
    [world.people.reviewer.accountId, world.boards.care],
  )
  expect(await told()).toEqual([['left', world.people.reviewer.name, '2026-11-23', 5]])
})

test('the strategist is reminded of it, until a revision is decided', async () => {
  await close(world.units.birch, '2027-02-01')
  expect(await owed()).toMatchObject([
    { period: '1', remindFrom: laterDay, dueOn: '2026-12-24', ownerRole: 'strategist', proof: null },
  ])
  await reopenYearPlan(world.as(world.people.strategist, later), { yearPlanId: plan, reason: 'Läggs ned' })
  const row = (await arranged.itemsOf(plan)).find(({ unitId }) => unitId === world.units.birch)
  const itemIds = [row?.id ?? '']
  await removeItems(world.as(world.people.strategist, later), {
    yearPlanId: plan,
    itemIds,
    reason: 'Läggs ned',
  })
  expect(await since()).toMatchObject([{ kind: 'closed', rows: 1 }])
  const { revision } = await arranged.planOf(plan)
  await fixYearPlan(world.as(world.people.strategist, new Date(later.getTime() + 1000)), {
    ...{ yearPlanId: plan, revision, by: 'board', decidedOn: today, paragraph: '§ 95' },
  })
  expect(await since()).toEqual([])
  expect(await owed()).toEqual([])
})

test('the competitor, the other board and the twin learn nothing of it', async () => {
  await close(world.units.birch, '2027-02-01')
  for (const who of [world.people.rival, world.people.elderlyReviewer, world.twin.people.strategist]) {
    expect(await since(who)).toEqual([])
    expect(await owed(who)).toEqual([])
  }
})
