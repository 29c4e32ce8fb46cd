import { afterAll, beforeAll, expect, test } from 'vitest'
import { addItems, pinItems } from '#modules/plans/public.ts'
import { makeWorld, type World } from '#test/world.ts'
import { proposalsIn } from './arrange.test-support.ts'
import { draftMarkOf, takeProposal } from './public.ts'

let world: World
let at: ReturnType<typeof proposalsIn>
beforeAll(async () => {
  world = await makeWorld()
  at = proposalsIn(world)
  await at.giveHours()
})
afterAll(() => world.close())

async function proposed(plan: string) {
  const { id } = await at.ask(plan)
  await at.work()
  const proposal = await at.read(id)
  expect(proposal).toMatchObject({ state: 'ready', broken: 0 })
  return proposal
}
async function take(proposalId: string, plan: string) {
  const draftMark = await world.see(world.people.strategist, (tx) => draftMarkOf(tx, plan))
  await takeProposal(at.strategist(), { proposalId, draftMark, reason: '' })
}
const rowOf = async (plan: string) =>
  (await at.items(plan)).find(({ unitId }) => unitId === world.units.birch)

test('a row locked to its half-year stays there: the proposal keeps the half, and taking it over gives it no month', async () => {
  const plan = await at.makePlan()
  const { itemIds } = await addItems(at.strategist(), {
    ...{ yearPlanId: plan, year: 2027, month: null, half: 2, kind: 'planned', depth: 'basic' },
    unitIds: [world.units.birch ?? ''],
  })
  await pinItems(at.strategist(), { yearPlanId: plan, itemIds, pinned: true })
  const { id, plan: answer } = await proposed(plan)
  const month = answer?.followUps.find(({ unitId }) => unitId === world.units.birch)?.month
  expect(Number(month?.slice(5))).toBeGreaterThan(6)
  await take(id, plan)
  expect(await rowOf(plan)).toMatchObject({ id: itemIds[0], month: null, half: 2, pinned: true })
  expect((await rowOf(plan))?.team.length).toBeGreaterThan(0)
  await pinItems(at.strategist(), { yearPlanId: plan, itemIds, pinned: false })
  await take((await proposed(plan)).id, plan)
  expect((await rowOf(plan))?.month).not.toBeNull()
})
