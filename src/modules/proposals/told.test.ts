import { afterAll, beforeAll, expect, test } from 'vitest'
import { plansIn } from '#modules/plans/arrange.test-support.ts'
import { changeItems, fixYearPlan, findYearPlan, planContent, prepareItems } from '#modules/plans/public.ts'
import { makeWorld, type World } from '#test/world.ts'
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
  const draftMark = await world.see(world.people.strategist, (tx) => draftMarkOf(tx, plan))
  await takeProposal(at.strategist(), { proposalId, draftMark, reason: '' })
  const itemIds = (await at.items(plan)).map(({ id }) => id)
  await changeItems(at.strategist(), { yearPlanId: plan, itemIds, depth: 'inDepth' })
  const { revision = 0 } = (await world.see(world.people.strategist, (tx) => findYearPlan(tx, plan))) ?? {}
  const decision = { by: 'board' as const, decidedOn: '2026-11-19', paragraph: '§ 88' } // the shape's words
  await fixYearPlan(at.strategist(), { yearPlanId: plan, revision, ...decision })
  return plan
}

test('a manager whose unit is followed up as it was computed reads that the plan says so, and not why', async () => {
  const itemIds = (await at.items(plan)).map(({ id }) => id)
  const made = await prepareItems(at.strategist(), { yearPlanId: plan, itemIds })
  expect(made).toMatchObject({ made: itemIds.length, skipped: [] })
  const { rows } = await world.admin.query(
    'select distinct cause from follow_up where plan_item_id = any($1)',
    [itemIds],
  )
  expect(rows).toEqual([{ cause: 'Enligt planen för 2027' }])
})

test('the plan that the board decides and everybody may read says neither the risk nor the name of a proposal', async () => {
  const content = await world.see(world.people.strategist, (tx) => planContent(tx, plan, 1))
  expect(content?.items).toHaveLength(5)
  expect(JSON.stringify(content)).not.toMatch(/risk för|hög risk|Framräknat|Som reglerna är/)
})
