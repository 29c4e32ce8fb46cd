import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { recordHours } from '#modules/followups/public.ts'
import { makeWorld, type World } from '#test/world.ts'
import { plansIn } from './arrange.test-support.ts'
import { findYearPlan, findYearState, listEventsOutside, planDutyRules, StateFilter } from './public.ts'

let world: World
let arranged: ReturnType<typeof plansIn>
let plan: string
beforeAll(async () => {
  world = await makeWorld()
  arranged = plansIn(world)
})
afterAll(() => world.close())
beforeEach(async () => {
  await world.admin.query('delete from plan_setting')
  plan = await arranged.decidedPlan() // five follow-ups in March 2027
})

const late = planDutyRules.find(({ key }) => key === 'yearPlan.late')!
const prepare = planDutyRules.find(({ key }) => key === 'yearPlan.prepare')!
type Rule = typeof late
const owed = async (rule: Rule, today: string, who = world.people.strategist) =>
  (await arranged.read(who, (tx) => rule.list(tx, { today }))).filter(({ sourceId }) => sourceId === plan)
const state = (today: string, asked: Record<string, unknown> = {}, who = world.people.strategist) =>
  arranged.read(who, async (tx) => {
    const found = await findYearPlan(tx, plan)
    return found && findYearState(tx, found, { filter: StateFilter.parse(asked), today })
  })
const cancel = async (reason: string) => {
  const [item] = await arranged.itemsOf(plan)
  await arranged.followedUp(item?.unitId ?? '', {
    state: 'cancelled',
    plan_item_id: item?.id,
    ended_reason: reason,
  })
  return item?.id
}

test('what stands in the plan is told by how far it has come, and what is late with what to do next', async () => {
  const before = await state('2027-02-15')
  expect(before?.counts).toMatchObject({ planned: 5, late: 0 })
  const after = await state('2027-04-02')
  expect(after?.counts).toMatchObject({ planned: 0, late: 5 })
  expect(after?.troubled.map(({ trouble, remedy }) => `${trouble} ${remedy}`)).toEqual(
    Array.from({ length: 5 }, () => 'late prepare'),
  )
  expect(after?.groups).toMatchObject([{ key: '3', total: 5 }])
})

test('used hours add up to those of the year by month and quarter, and are not told beside some of the rows only', async () => {
  const unitId = world.units.oak ?? ''
  const followUpId = await arranged.followedUp(unitId)
  const { reviewer, strategist } = world.people
  await world.insert.plain('follow_up_member', {
    ...{
      follow_up_id: followUpId,
      account_id: reviewer.accountId,
      board_id: world.boards.care,
      unit_id: unitId,
    },
    ...{
      provider_id: world.providers.private,
      name: reviewer.name,
      profession: '',
      is_lead: true,
      bias: 'none',
    },
  })
  for (const [month, hours] of [
    [3, 10],
    [8, 4.5],
  ] as const)
    await recordHours(
      { ...world.as(strategist), now: new Date('2027-09-15T10:00:00Z') },
      { followUpId, accountId: reviewer.accountId, year: 2027, month, hours },
    )
  for (const group of ['manad', 'kvartal']) {
    const found = await state('2027-09-15', { group })
    expect(found?.used).toBe(14.5)
    expect(found?.groups.reduce((sum, row) => sum + (row.used ?? 0), 0)).toBe(14.5)
  }
  const some = await state('2027-09-15', { q: 'finns inte' })
  expect(some).toMatchObject({ used: null, has: null, groups: [] })
})

test('a follow-up that was cancelled stands there with the reason', async () => {
  const id = await cancel('Enheten flyttar')
  const found = (await state('2027-01-10'))?.troubled.find((row) => row.id === id)
  expect(found).toMatchObject({ trouble: 'cancelled', remedy: 'replan', reason: 'Enheten flyttar' })
  expect((await state('2027-01-10', { trouble: 'late' }))?.troubled).toEqual([])
})

test('another board, another municipality and a provider see no state of the plan', async () => {
  const { elderlyReviewer, rival } = world.people
  for (const stranger of [elderlyReviewer, rival, world.twin.people.strategist])
    expect(await state('2027-04-02', {}, stranger)).toBeUndefined()
})

test('an event-driven follow-up outside the plan is told of until it has a row, to nobody but the office', async () => {
  const id = await arranged.followedUp(world.units.oak ?? '', {
    ...{ kind: 'eventDriven', state: 'planned', due_on: '2027-05-31', cause: 'Larm' },
  })
  const outside = (who = world.people.strategist) =>
    arranged.read(who, (tx) =>
      listEventsOutside(tx, { boardId: world.boards.care ?? '', fromYear: 2027, toYear: 2027 }),
    )
  expect((await outside()).map((event) => event.id)).toContain(id)
  for (const operator of [world.people.rival, world.people.manager])
    expect(await outside(operator)).toEqual([])
})

test('the strategist is told once of a month whose follow-ups are late, with the way to them, until they are done', async () => {
  expect(await owed(late, '2027-03-31')).toEqual([])
  expect(await owed(late, '2027-04-01')).toMatchObject([
    {
      period: '2027-03',
      dueOn: '2027-04-14',
      remindFrom: '2027-04-01',
      ownerRole: 'strategist',
      proof: null,
    },
  ])
  const [one] = await owed(late, '2027-04-01')
  expect(one?.href).toBe(`/planer/ar/${plan}/laget?ar=2027&vad=late#att-gora`)
  await world.admin.query(`update plan_item set done_on = '2027-04-20' where year_plan_id = $1`, [plan])
  expect(await owed(late, '2027-04-25')).toMatchObject([{ proof: { doneOn: '2027-04-20' } }])
  await world.admin.query(`update plan_item set done_on = '2027-03-20' where year_plan_id = $1`, [plan])
  expect(await owed(late, '2027-04-25')).toEqual([])
})

test('of a visit that nobody announces the reminder knows no more than its half-year', async () => {
  await world.admin.query('update plan_item set announced = false, month = null where year_plan_id = $1', [
    plan,
  ])
  expect(await owed(late, '2027-06-30')).toEqual([])
  const told = await owed(late, '2027-07-01')
  expect(told).toMatchObject([{ period: '2027-h1' }])
  expect(JSON.stringify(told)).not.toMatch(/mars|2027-03/)
})

test('the month is to be prepared, and the strategist is told so many weeks before as the board has set', async () => {
  expect(await owed(prepare, '2026-11-19')).toMatchObject([{ dueOn: '2027-03-01', remindFrom: '2027-02-01' }])
  await world.insert.plain('plan_setting', { board_id: world.boards.care, prepare_weeks: 8 })
  expect(await owed(prepare, '2026-11-19')).toMatchObject([{ remindFrom: '2027-01-04' }])
})
