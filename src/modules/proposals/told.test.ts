import { afterAll, beforeAll, expect, test } from 'vitest'
import { plansIn } from '#modules/plans/arrange.test-support.ts'
import {
  changeItems,
  moveItem,
  fixYearPlan,
  findYearPlan,
  planContent,
  prepareItems,
  reopenYearPlan,
} from '#modules/plans/public.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { proposalsIn } from './arrange.test-support.ts'
import { draftMarkOf, takeProposal } from './public.ts'

let world: World
let at: ReturnType<typeof proposalsIn>
let plan: string
beforeAll(async () => {
  world = await makeWorld()
  at = proposalsIn(world)
  await at.giveHours()
  plan = await decidedAsComputed()
})
afterAll(() => world.close())

/** A plan that was computed, taken over and decided by the board. */
async function decidedAsComputed(): Promise<string> {
  const plan = await plansIn(world).makePlan()
  const { id: proposalId } = await at.ask(plan)
  await at.work()
  await raiseRisks(proposalId)
  const draftMark = await world.see(world.people.strategist, (tx) => draftMarkOf(tx, plan))
  await takeProposal(at.strategist(), { proposalId, draftMark, reason: '' })
  const { revision = 0 } = (await world.see(world.people.strategist, (tx) => findYearPlan(tx, plan))) ?? {}
  const decision = { by: 'board' as const, decidedOn: '2026-11-19', paragraph: '§ 88' } // the shape's words
  await fixYearPlan(at.strategist(), { yearPlanId: plan, revision, ...decision })
  return plan
}

/** As if every unit had been computed with the highest risk. */
async function raiseRisks(proposalId: string): Promise<void> {
  const { rows } = await world.admin.query<{ risks: number[] }>(
    `update plan_proposal set input = regexp_replace(input::text, '"risk": \\d', '"risk": 5', 'g')::jsonb
     where id = $1 returning jsonb_path_query_array(input, '$.units[*].risk') as risks`,
    [proposalId],
  )
  expect(new Set(rows[0]?.risks)).toEqual(new Set([5]))
}

test('the plan that the board decides and everybody may read says neither the risk nor the name of a proposal', async () => {
  const content = await world.see(world.people.strategist, (tx) => planContent(tx, plan, 1))
  expect(content?.items).toHaveLength(5)
  expect(content?.items.map(({ priority }) => priority)).toEqual(Array(5).fill('Normal'))
  expect(JSON.stringify(content)).not.toMatch(/risk för|hög risk|Framräknat|Som reglerna är/)
})

test('a decided plan that is changed by a proposal says so, and not what the proposal is called', async () => {
  await reopenYearPlan(at.strategist(), { yearPlanId: plan, reason: 'Ny bemanning.' })
  const before = await at.items(plan)
  const itemIds = before.map(({ id }) => id)
  await changeItems(at.strategist(), { yearPlanId: plan, itemIds, depth: 'basic', reason: 'Prövas om.' })
  // Locked to another month, so that the plan is another than the decided one however well the proposal is computed.
  const deep = before.find(({ depth }) => depth === 'inDepth')
  const row = (await at.items(plan)).find(({ id }) => id === deep?.id)!
  const month = row.month === 12 ? 11 : 12
  await moveItem(at.strategist(), { itemId: row.id, revision: row.revision, month, pin: true })
  const { id: proposalId } = await at.ask(plan, { name: 'Hög risk vid Björkgården' })
  await at.work()
  const draftMark = await world.see(world.people.strategist, (tx) => draftMarkOf(tx, plan))
  const later = world.as(world.people.strategist, new Date(now.getTime() + 60_000))
  const { changed } = await takeProposal(later, { proposalId, draftMark, reason: '' })
  expect(changed).toBeGreaterThan(0)
  const content = await world.see(world.people.strategist, (tx) => planContent(tx, plan, 2))
  expect(content?.difference?.sentences.join()).toContain('Ett framräknat förslag togs över')
  expect(JSON.stringify(content)).not.toMatch(/Hög risk/)
})

test('a manager whose unit is followed up as it was computed reads that the plan says so, and not why', async () => {
  const own = await decidedAsComputed()
  const itemIds = (await at.items(own)).map(({ id }) => id)
  const made = await prepareItems(at.strategist(), { yearPlanId: own, itemIds })
  expect(made).toMatchObject({ made: itemIds.length, skipped: [] })
  const { rows } = await world.admin.query(
    'select distinct cause from follow_up where plan_item_id = any($1)',
    [itemIds],
  )
  expect(rows).toEqual([{ cause: 'Enligt planen för 2027' }])
})
