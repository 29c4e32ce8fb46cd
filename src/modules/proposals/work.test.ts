import { afterAll, beforeAll, expect, test } from 'vitest'
import { check } from '#methods/planner/check/check.ts'
import { makeWorld, type World } from '#test/world.ts'
import { proposalsIn } from './arrange.test-support.ts'
import { listProposals, stopProposal } from './public.ts'

let world: World
let at: ReturnType<typeof proposalsIn>
beforeAll(async () => {
  world = await makeWorld()
  at = proposalsIn(world)
})
afterAll(() => world.close())

test('a strategist is told when nobody has hours, and nothing is left behind', async () => {
  const plan = await at.makePlan()
  await expect(at.ask(plan)).rejects.toMatchObject({ fields: [{ code: 'noStaffHours' }] })
  expect(await world.see(world.people.strategist, (tx) => listProposals(tx, plan))).toEqual([])
})

test('a strategist asks for a proposal, and the background work comes to a plan that breaks no rule', async () => {
  await at.giveHours()
  const plan = await at.makePlan()
  const { id } = await at.ask(plan)
  expect(await at.state(id)).toMatchObject({ state: 'queued', begun: 0 })
  await at.work()
  const done = await at.read(id)
  expect(done).toMatchObject({ state: 'ready', broken: 0, isFirst: false, name: 'Som reglerna är' })
  expect(done.plan?.followUps.map(({ unitId }) => done.words[unitId]).toSorted()).toEqual(
    ['Björkgården', 'Ekbacken', 'Kommungården', 'Rivalen', 'Tallhöjden'].toSorted(),
  )
  expect(check(done.input, done.plan?.followUps ?? [])).toEqual([])
  expect(done.solverVersion).toMatch(/^HiGHS \d/)
})

test('the same question gives the same plan', async () => {
  const plan = await at.makePlan()
  const one = await at.ask(plan)
  const other = await at.ask(plan, { name: 'En gång till' })
  await at.work()
  const [first, second] = [await at.read(one.id), await at.read(other.id)]
  expect(second.inputSha256).toBe(first.inputSha256)
  expect(second.plan?.followUps).toEqual(first.plan?.followUps)
})

test('a proposal that cannot be says which rules clash and what the cheapest way out is', async () => {
  const plan = await at.makePlan()
  await at.giveHours([10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
  const { id } = await at.ask(plan)
  await at.work()
  await at.giveHours()
  const none = await at.read(id)
  expect(none).toMatchObject({ state: 'impossible', broken: null })
  expect(none.plan?.conflicts?.[0]?.rules.map(({ rule }) => rule)).toContain('capacity')
  expect(none.plan?.waivers?.length).toBeGreaterThan(0)
})

test('what is stopped before its turn is taken off the queue, and what is over cannot be stopped', async () => {
  const plan = await at.makePlan()
  const { id } = await at.ask(plan)
  await stopProposal(at.strategist(), { proposalId: id })
  expect(await at.read(id)).toMatchObject({ state: 'failed', fault: 'stopped' })
  await expect(stopProposal(at.strategist(), { proposalId: id })).rejects.toMatchObject({
    code: 'wrongState',
  })
})

test('work that is asked to end lays the proposal back, and whoever comes next computes it', async () => {
  const plan = await at.makePlan()
  const { id } = await at.ask(plan)
  const ending = new AbortController()
  const working = at.work(ending.signal)
  await expect.poll(async () => (await at.state(id))?.state).toBe('working')
  ending.abort()
  await working
  expect(await at.state(id)).toMatchObject({ state: 'queued', begun: 0 })
  await at.work()
  expect(await at.state(id)).toMatchObject({ state: 'ready', begun: 1 })
})

test('work that was killed is begun again, and given up when it breaks off again and again', async () => {
  const plan = await at.makePlan()
  const { id } = await at.ask(plan)
  await world.admin.query(`update plan_proposal set state = 'working', begun = 1 where id = $1`, [id])
  await at.work()
  expect(await at.state(id)).toMatchObject({ state: 'ready', begun: 2 })
  const other = await at.ask(plan)
  await world.admin.query(`update plan_proposal set state = 'working', begun = 3 where id = $1`, [other.id])
  await at.work()
  expect(await at.read(other.id)).toMatchObject({ state: 'failed', fault: 'brokeOff' })
})

test('two that are asked for at once are computed in turn, the first asked for first', async () => {
  const plan = await at.makePlan()
  const one = await at.ask(plan)
  const other = await at.ask(plan, {}, 1000)
  const rows = await world.see(world.people.strategist, (tx) => listProposals(tx, plan))
  expect(rows.map(({ id, ahead }) => [id, ahead])).toEqual(
    expect.arrayContaining([
      [one.id, 0],
      [other.id, 1],
    ]),
  )
  await at.work()
  const { rows: ended } = await world.admin.query<{ id: string }>(
    `select id from plan_proposal where year_plan_id = $1 and state = 'ready' order by began_at, asked_at, id`,
    [plan],
  )
  expect(ended.map(({ id }) => id)).toEqual([one.id, other.id])
})
