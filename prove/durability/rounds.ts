import { setTimeout as sleep } from 'node:timers/promises'
import { signal, type ProcessMark } from '#platform/processes.ts'
import { brokenAt, checkEntries } from './check.ts'
import { isReplaced, lastSaid, type Part } from './installation.ts'
import { rowsOf, type Place } from './place.ts'
import { planOf, type Service } from './service.ts'

const backWithinMs = 180_000
const chainEvery = 25

/** What is killed in a round. `session` is one of the database's own processes: the database then starts itself again. */
const victims = {
  'web server': ['web'],
  worker: ['worker'],
  database: ['database'],
  'one session of the database': [],
  'web server and database': ['web', 'database'],
  'all three': ['web', 'worker', 'database'],
} as const satisfies Record<string, readonly Part[]>
type Victim = keyof typeof victims

const weights: readonly (readonly [number, Victim])[] = [
  [30, 'web server'],
  [15, 'worker'],
  [25, 'database'],
  [15, 'one session of the database'],
  [8, 'web server and database'],
  [7, 'all three'],
]

export type Round = {
  readonly victim: Victim
  readonly secondsDown: number
  readonly lost: number
  readonly doubled: number
}

/** Kills at a moment that nobody chose, waits until the service is up by itself, and looks for what was acknowledged. */
export async function killRounds(service: Service, rounds: number): Promise<Round[]> {
  const done: Round[] = []
  const plan = planOf(service)
  let looked = 0
  for (let number = 1; number <= rounds; number += 1) {
    await sleep(plan.between(300, 1500))
    const victim = plan.pick(weights)
    const secondsDown = await killAndWait(service, victim)
    const fresh = service.journal.acknowledged.slice(looked)
    looked += fresh.length
    const { lost, doubled } = await checkEntries(service.place, fresh)
    done.push({ victim, secondsDown, lost: lost.length, doubled: doubled.length })
    for (const entry of lost) service.say(`LOST in round ${number} (${victim}): ${JSON.stringify(entry)}`)
    for (const entry of doubled) service.say(`TWICE in round ${number} (${victim}): ${JSON.stringify(entry)}`)
    if (number % chainEvery === 0) await tellOn(service, done)
  }
  return done
}

async function tellOn({ place, journal, say }: Service, done: readonly Round[]): Promise<void> {
  const chain = await brokenAt(place)
  const lost = done.reduce((sum, round) => sum + round.lost, 0)
  const now = new Date().toISOString().slice(11, 19)
  const told = `${now} ${done.length} rounds, ${journal.acknowledged.length} acknowledged, ${lost} lost`
  say(`${told}, chain ${chain ?? 'whole'}`)
}

async function killAndWait(service: Service, victim: Victim): Promise<number> {
  const killed = await killedBy(service, victim)
  const began = performance.now()
  for (const deadline = began + backWithinMs; ; await sleep(25)) {
    if (await isBack(service, killed)) return (performance.now() - began) / 1000
    if (performance.now() > deadline)
      throw new Error(`Not up by itself after the ${victim} was killed:\n${await lastSaid(service.place)}`)
  }
}

type Killed = readonly (readonly [Part, ProcessMark])[]

async function killedBy({ place, installation }: Service, victim: Victim): Promise<Killed> {
  const marks: [Part, ProcessMark][] = []
  for (const part of victims[victim]) {
    const mark = await installation.processOf(part)
    if (mark) marks.push([part, mark])
  }
  if (victim === 'one session of the database') signal(await sessionOf(place), 'SIGKILL')
  for (const [, { pid }] of marks) signal(pid, 'SIGKILL')
  return marks
}

/** A session that is at work, where there is one. */
async function sessionOf(place: Place): Promise<number> {
  const [row] = await rowsOf<{ pid: number }>(
    await place.adminUrl(),
    `select pid from pg_stat_activity where application_name = 'uppsikt' order by (state = 'idle'), random() limit 1`,
  )
  if (!row) throw new Error('The service has no session with the database')
  return row.pid
}

/** What was killed runs again, the service says that it is ready, and the database answers somebody new. */
async function isBack({ place, installation }: Service, killed: Killed): Promise<boolean> {
  for (const [part, mark] of killed) if (!(await isReplaced(installation, part, mark))) return false
  if (!(await installation.isReady())) return false
  const answer = await rowsOf(await place.adminUrl(), 'select 1').catch(() => [])
  return answer.length === 1
}
