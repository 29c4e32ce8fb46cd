import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorld, type World } from '#test/world.ts'
import { proposalsIn } from './arrange.test-support.ts'
import { deleteProposal, draftMarkOf, findProposal, stopProposal, takeProposal } from './public.ts'

let world: World
let at: ReturnType<typeof proposalsIn>
let plan: string
let ready: string
beforeAll(async () => {
  world = await makeWorld()
  at = proposalsIn(world)
  await at.giveHours()
  plan = await at.makePlan()
  ready = (await at.ask(plan)).id
  await at.work()
})
afterAll(() => world.close())

const isThere = async (id: string) =>
  (await world.see(world.people.strategist, (tx) => findProposal(tx, id))) !== undefined

test('nobody but the board’s strategist takes a proposal away', async () => {
  const { rival, unitManager, elderlyReviewer, reviewer, registrar } = world.people
  const others = [rival, unitManager, elderlyReviewer, world.twin.people.strategist, reviewer, registrar]
  for (const person of others)
    await expect(deleteProposal(world.as(person), { proposalId: ready }), person.name).rejects.toMatchObject({
      code: expect.stringMatching(/^not(Found|Allowed)$/) as string, // a matcher, as the library types it
    })
  expect(await isThere(ready)).toBe(true)
})

test('one that waits is stopped before it is taken away', async () => {
  const { id } = await at.ask(plan)
  await expect(deleteProposal(at.strategist(), { proposalId: id })).rejects.toMatchObject({
    code: 'wrongState',
  })
  await stopProposal(at.strategist(), { proposalId: id })
  await deleteProposal(at.strategist(), { proposalId: id })
  expect(await isThere(id)).toBe(false)
})

test('the strategist takes one away for good, the plan stays as it is, and the log tells of it', async () => {
  const { id } = await at.ask(plan)
  await at.work()
  const before = await at.items(plan)
  await deleteProposal(at.strategist(), { proposalId: id })
  expect(await isThere(id)).toBe(false)
  expect(await at.items(plan)).toEqual(before)
  await expect(deleteProposal(at.strategist(), { proposalId: id })).rejects.toMatchObject({
    code: 'notFound',
  })
  const { rows } = await world.admin.query(
    `select outcome, detail ->> 'name' as name from audit where verb = 'proposal.delete' and detail ->> 'proposal' = $1`,
    [id],
  )
  expect(rows).toEqual([{ outcome: 'done', name: 'Som reglerna är' }])
})

test('one that was taken over stays as the reason of the rows', async () => {
  const draftMark = await world.see(world.people.strategist, (tx) => draftMarkOf(tx, plan))
  await takeProposal(at.strategist(), { proposalId: ready, draftMark, reason: 'Ryms.' })
  await expect(deleteProposal(at.strategist(), { proposalId: ready })).rejects.toMatchObject({
    code: 'wrongState',
  })
  expect(await isThere(ready)).toBe(true)
})
