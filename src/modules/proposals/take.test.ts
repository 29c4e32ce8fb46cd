import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  addItems,
  changeItems,
  exceptOwed,
  factsFor,
  findYearPlan,
  listChanges,
  missingIn,
  setAreaRule,
} from '#modules/plans/public.ts'
import { makeWorld, type World } from '#test/world.ts'
import { proposalsIn } from './arrange.test-support.ts'
import { draftMarkOf, isCurrent, takeProposal } from './public.ts'

let world: World
let at: ReturnType<typeof proposalsIn>
beforeAll(async () => {
  world = await makeWorld()
  at = proposalsIn(world)
  await at.giveHours()
})
afterAll(() => world.close())

const markOf = (plan: string) => world.see(world.people.strategist, (tx) => draftMarkOf(tx, plan))
const add = (yearPlanId: string, more: Partial<Parameters<typeof addItems>[1]> = {}) =>
  addItems(at.strategist(), {
    ...{ yearPlanId, year: 2027, month: 3, kind: 'planned' as const, depth: 'basic' as const },
    ...{ unitIds: [world.units.birch ?? ''] },
    ...more,
  })
async function ready(plan: string) {
  const { id } = await at.ask(plan)
  await at.work()
  expect(await at.read(id)).toMatchObject({ state: 'ready', broken: 0 })
  return id
}
const take = async (proposalId: string, plan: string, draftMark?: string) =>
  takeProposal(at.strategist(), { proposalId, draftMark: draftMark ?? (await markOf(plan)), reason: '' })

test('a proposal that is taken over fills an empty draft, with teams, hours and a log', async () => {
  const plan = await at.makePlan()
  const id = await ready(plan)
  expect(await take(id, plan)).toMatchObject({ added: 5, changed: 0, removed: 0, same: 0 })
  const items = await at.items(plan)
  const proposal = await at.read(id)
  expect(
    items
      .map((item) => [item.unitId, `${item.year}-${String(item.month).padStart(2, '0')}`, item.depth])
      .toSorted(),
  ).toEqual(proposal.plan?.followUps.map(({ unitId, month, depth }) => [unitId, month, depth]).toSorted())
  expect(items.every((item) => item.team.some(({ role }) => role === 'lead') && item.hours > 0)).toBe(true)
  const log = await world.see(world.people.strategist, (tx) => listChanges(tx, plan))
  expect(log).toHaveLength(5)
  expect(log[0]).toMatchObject({ kind: 'added', reason: 'Ett framräknat förslag togs över.' })
})

test('a strategist is told when hours or rules are others than when the proposal was computed', async () => {
  const plan = await at.makePlan()
  const proposal = await at.read(await ready(plan))
  const current = () =>
    world.see(world.people.strategist, async (tx) =>
      isCurrent(tx, (await findYearPlan(tx, plan))!, proposal, '2026-11-19'),
    )
  expect(await current()).toBe(true)
  await at.giveHours([80, 80, 80, 80, 80, 60, 20, 60, 80, 80, 80, 51])
  expect(await current()).toBe(false)
  await at.giveHours()
  expect(await current()).toBe(true)
})

test('taken over a second time, nothing changes', async () => {
  const plan = await at.makePlan()
  const id = await ready(plan)
  await take(id, plan)
  const before = await at.items(plan)
  expect(await take(id, plan)).toMatchObject({ added: 0, changed: 0, removed: 0, same: 5 })
  expect(await at.items(plan)).toEqual(before)
})

test('what was put in by hand of other kinds stays, and an unannounced visit stays coarse', async () => {
  const plan = await at.makePlan()
  await add(plan, { kind: 'theme', theme: 'Natten', unitIds: [world.units.oak ?? ''] })
  const { itemIds } = await add(plan, { announced: false, half: 1, note: 'Kom utan att säga till' })
  const id = await ready(plan)
  expect(await take(id, plan)).toMatchObject({ added: 4, changed: 1, removed: 0 })
  const items = await at.items(plan)
  expect(items.filter(({ kind }) => kind === 'theme')).toMatchObject([{ theme: 'Natten', month: 3 }])
  const secret = items.find((item) => item.id === itemIds[0])
  const month = Number(
    (await at.read(id)).plan?.followUps.find(({ unitId }) => unitId === world.units.birch)?.month.slice(5),
  )
  expect(secret).toMatchObject({
    month: null,
    announced: false,
    half: month <= 6 ? 1 : 2,
    note: 'Kom utan att säga till',
  })
})

test('a planned row that the proposal leaves out is taken away, with its reason; one that is begun stays', async () => {
  const plan = await at.makePlan({ from: 2027, to: 2028 })
  const left = await add(plan, { unitIds: [world.units.pine ?? ''], year: 2028 })
  const begun = await add(plan, { unitIds: [world.units.oak ?? ''], month: 5 })
  await world.insert('follow_up', {
    made: {
      ...{ board_id: at.boardId, unit_id: world.units.oak, provider_id: world.providers.private },
      ...{ catalogue_version_id: world.catalogue.versionId, title: 'Planerad uppföljning 2027' },
      ...{ kind: 'planned', depth: 'basic', purposes: ['agreement'], focus_areas: [], methods: [] },
      ...{ announced: true, due_on: '2027-05-31', state: 'prepared', requirements_per: '2027-05-01' },
      ...{ created_by: world.people.strategist.accountId, created_at: '2026-11-19T10:00:00Z' },
      plan_item_id: begun.itemIds[0],
    },
  })
  await exceptOwed(at.strategist(), {
    ...{ yearPlanId: plan, rule: 'coverage' as const, sourceId: world.units.pine ?? '', year: 2028 },
    ...{ reason: 'Flyttar', decidedBy: 'Nämnden', decidedOn: '2026-11-01' },
  })
  const id = await ready(plan)
  expect(await take(id, plan)).toMatchObject({ added: 8, removed: 1, changed: 0, same: 1 })
  const items = await at.items(plan)
  expect(items.find((item) => item.id === left.itemIds[0])).toBeUndefined()
  expect(items.find((item) => item.id === begun.itemIds[0])).toMatchObject({ month: 5 })
})

test('a colleague who changes the draft meanwhile is not written over unseen', async () => {
  const plan = await at.makePlan()
  const { itemIds } = await add(plan)
  const id = await ready(plan)
  const seen = await markOf(plan)
  await changeItems(at.strategist(), { yearPlanId: plan, itemIds, month: 11, reason: 'Chefen är ny' })
  const before = await at.items(plan)
  const draftMark = await markOf(plan)
  await expect(take(id, plan, seen)).rejects.toMatchObject({ code: 'stale', current: { draftMark } })
  expect(await at.items(plan)).toEqual(before)
  expect(await take(id, plan)).toMatchObject({ added: 4 })
})

test('a proposal that is not ready, or breaks a rule, or whose plan is no draft, cannot be taken over', async () => {
  const plan = await at.makePlan()
  const waiting = await at.ask(plan)
  await expect(take(waiting.id, plan)).rejects.toMatchObject({ code: 'notFound' })
  await at.work()
  await world.admin.query(`update plan_proposal set broken = '[{"rule":"gap"}]' where id = $1`, [waiting.id])
  await expect(take(waiting.id, plan)).rejects.toMatchObject({ code: 'wrongState' })
  await world.admin.query(`update plan_proposal set broken = '[]' where id = $1`, [waiting.id])
  await world.admin.query(`update year_plan set state = 'submitted' where id = $1`, [plan])
  await expect(take(waiting.id, plan)).rejects.toMatchObject({ code: 'wrongState' })
  expect(await at.items(plan)).toEqual([])
})

test('over three years nothing of what the areas ask is missing when a proposal is taken over', async () => {
  await world.insert('follow_up', {
    made: {
      ...{ board_id: at.boardId, unit_id: world.units.birch, provider_id: world.providers.private },
      ...{ catalogue_version_id: world.catalogue.versionId, title: 'Planerad uppföljning 2026' },
      ...{ kind: 'planned', depth: 'inDepth', purposes: ['agreement'], focus_areas: [], methods: [] },
      ...{ announced: true, due_on: '2026-04-30', state: 'fixed', requirements_per: '2026-04-01' },
      ...{ created_by: world.people.strategist.accountId, created_at: '2026-02-01T10:00:00Z' },
    },
  })
  await setAreaRule(at.strategist(), {
    ...{ boardId: at.boardId, serviceAreaId: world.areas.groupHome ?? '', revision: 0 },
    ...{ coverage: 'share', sharePercent: 60, inDepthEvery: 2, inDepthOf: 'area' },
    ...{ choiceSystemMonths: 6, procuredMonths: 2, lastYearActions: false },
  })
  const plan = await at.makePlan({ from: 2027, to: 2029 })
  const id = await ready(plan)
  expect(await take(id, plan)).toMatchObject({ added: 9 })
  const missing = await world.see(world.people.strategist, async (tx) => {
    const planned = await at.items(plan)
    return missingIn(await factsFor(tx, (await findYearPlan(tx, plan))!, { planned, today: '2026-11-19' }))
  })
  expect(
    missing.flatMap(({ owing }) => owing.map(({ rule }) => rule)).filter((rule) => rule !== 'selfCheck'),
  ).toEqual([])
})
