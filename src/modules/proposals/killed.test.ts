import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorld, type World } from '#test/world.ts'
import { proposalsIn } from './arrange.test-support.ts'
import { stopProposal } from './public.ts'

/** The background work as a process of its own, killed in the middle of a computing that takes a while. */
let world: World
let at: ReturnType<typeof proposalsIn>
const started: ChildProcess[] = []
beforeAll(async () => {
  world = await makeWorld()
  at = proposalsIn(world)
  await at.manyUnits(60)
  await at.giveHours(Array.from({ length: 12 }, () => 240))
})
afterAll(async () => {
  for (const one of started) await kill(one)
  await world.close()
})

function start(): ChildProcess {
  const env = { ...process.env, DATABASE_URL: world.appUrl, SMTP_URL: '', MAIL_FROM: '' }
  const one = spawn(process.execPath, ['src/server/worker.ts'], { env, stdio: 'ignore' })
  started.push(one)
  return one
}

async function kill(one: ChildProcess): Promise<void> {
  if (one.exitCode !== null || one.signalCode !== null) return
  const ended = once(one, 'exit')
  one.kill('SIGKILL')
  await ended
}

const standing = (id: string, wanted: object) =>
  expect.poll(() => at.state(id), { timeout: 60_000, interval: 100 }).toMatchObject(wanted)

test(
  'a proposal whose work is killed is taken up again; stopped, it keeps the best so far',
  { timeout: 180_000 },
  async () => {
    const plan = await at.makePlan({ from: 2027, to: 2029 })
    const { id } = await at.ask(plan, { mostSeconds: 120, gapPercent: 0 })
    const first = start()
    await standing(id, { state: 'working', begun: 1, first: true })
    await kill(first)
    expect(await at.state(id)).toMatchObject({ state: 'working', begun: 1 })
    start()
    await standing(id, { state: 'working', begun: 2, first: true })
    await stopProposal(at.strategist(), { proposalId: id })
    await standing(id, { state: 'ready', begun: 2 })
    const kept = await at.read(id)
    expect(kept).toMatchObject({ broken: 0 })
    expect(kept.plan?.followUps.length).toBeGreaterThanOrEqual(65 * 3)
    expect(kept.seconds).toBeLessThan(120)
  },
)
