import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { importLock } from '#modules/imports/public.ts'
import { proposalLock } from '#modules/proposals/public.ts'
import { openDatabase } from '#platform/db/pool.ts'
import { logFault } from '#platform/log.ts'
import { countRound, serveMetrics, setWaiting } from '#platform/metrics.ts'
import { readSecretFiles } from '#platform/secret-files.ts'
import { computeAll, importAll, tellHeads, tendAll, whatWaits } from './background.ts'

/**
 * The background work: a round about every minute, and one a moment after a command has changed something. Imports and
 * computed plans, for which somebody waits, have loops of their own. Several processes are harmless: one holds the lock and works, the others
 * wait for it. The lock is the connection's, so that whoever dies lets go of it; a database that restarts is waited for.
 */
const roundMs = 60_000
const retryMs = 5_000
const waitForLockMs = 15_000
/** After a command: a moment, so that several at once are one round; longer where rounds are slow. */
const settleMs = 300
const longestRestMs = 10_000

readSecretFiles(process.env)
const url = process.env['DATABASE_URL']
if (!url) throw new Error('DATABASE_URL is not set. `npm start` sets it; in production it is yours to give.')

const stopping = new AbortController()
for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => stopping.abort())

const db = openDatabase(url, 6)
const metrics = serveMetrics(process.env['WORKER_METRICS_PORT'])
await Promise.all([
  keepWorking(url, 'uppsikt background work', rounds),
  keepWorking(url, importLock, roundsOfImports),
  keepWorking(url, proposalLock, roundsOfProposals),
])
metrics?.close()
await db.destroy()

async function keepWorking(at: string, lock: string, work: (changed: Changed) => Promise<void>) {
  while (!stopping.signal.aborted) {
    const pause = await workLocked(at, lock, work).catch(report)
    await sleep(pause, undefined, { signal: stopping.signal }).catch(() => undefined)
  }
}

type Changed = {
  readonly municipalities: Set<string>
  /** The work is to end: the process stops, or the lock is lost. */
  readonly ending: AbortSignal
  ended: boolean
  wake: () => void
}

function end(changed: Changed): void {
  changed.ended = true
  changed.wake()
}

/** Works as long as the connection holds the lock. @returns how long to wait before trying again */
async function workLocked(
  at: string,
  lock: string,
  work: (changed: Changed) => Promise<void>,
): Promise<number> {
  const client = new pg.Client({ connectionString: at, application_name: lock })
  const lost = new AbortController()
  client.on('error', () => lost.abort())
  client.on('end', () => lost.abort())
  const ending = AbortSignal.any([stopping.signal, lost.signal])
  const changed: Changed = { municipalities: new Set(), ending, ended: false, wake: () => undefined }
  client.on('notification', (message) => {
    changed.municipalities.add(message.payload ?? '')
    changed.wake()
  })
  try {
    await client.connect()
    const { rows } = await client.query<{ held: boolean }>(
      `select pg_try_advisory_lock(hashtextextended($1, 0)) as held`,
      [lock],
    )
    if (rows[0]?.held !== true) return waitForLockMs
    await client.query('listen uppsikt_command')
    ending.addEventListener('abort', () => end(changed), { once: true })
    if (ending.aborted) return retryMs
    await work(changed)
    return retryMs
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** A slow round is followed by a longer pause, so that the background leaves the machine to people. */
async function rounds(changed: Changed): Promise<void> {
  let lastWhole = -Infinity
  let headsTold = ''
  while (!changed.ended) {
    const began = performance.now()
    const isWhole = began - lastWhole >= roundMs
    const only = new Set(changed.municipalities)
    changed.municipalities.clear()
    if (isWhole) lastWhole = began
    if (isWhole || only.size > 0)
      await counted('duties and mail', () => tendAll(db, new Date(), isWhole ? undefined : only))
    if (isWhole) headsTold = await tellHeadsOnce(headsTold)
    if (isWhole && metrics) setWaiting(await whatWaits(db).catch(nothing), new Date())
    await rest(changed, Math.min(longestRestMs, Math.max(settleMs, 2 * (performance.now() - began))), true)
    if (changed.municipalities.size === 0)
      await rest(changed, roundMs - (performance.now() - lastWhole), false)
  }
}

/** Once a day, and when the work begins. @returns the day on which it was done last */
async function tellHeadsOnce(last: string): Promise<string> {
  const now = new Date()
  const today = now.toISOString().slice(0, 10)
  if (today === last) return last
  return (await counted('audit heads', () => tellHeads(db, now))) ? today : last
}

function roundsOfImports(changed: Changed): Promise<void> {
  return roundsAtOnce(changed, 'imports', (only) => importAll(db, () => new Date(), only))
}

function roundsOfProposals(changed: Changed): Promise<void> {
  return roundsAtOnce(changed, 'plan proposals', (only) =>
    computeAll(db, () => new Date(), changed.ending, only),
  )
}

/** At once after a command: somebody waits. */
async function roundsAtOnce(
  changed: Changed,
  work: string,
  round: (only: ReadonlySet<string> | undefined) => Promise<void>,
): Promise<void> {
  let only: ReadonlySet<string> | undefined
  while (!changed.ended) {
    await counted(work, () => round(only))
    if (changed.municipalities.size === 0) await rest(changed, roundMs, false)
    only = changed.municipalities.size > 0 ? new Set(changed.municipalities) : undefined
    changed.municipalities.clear()
  }
}

/** Until the time is over, the work ends, or (unless it is to be quiet) a command is heard of. */
async function rest(changed: Changed, atMost: number, quiet: boolean): Promise<void> {
  if (changed.ended) return
  await new Promise<void>((over) => {
    const timer = setTimeout(over, Math.max(atMost, 0))
    changed.wake = () => {
      if (quiet && !changed.ended) return
      clearTimeout(timer)
      over()
    }
  })
  changed.wake = () => undefined
}

/** A fault is told and counted, and the next round comes all the same. @returns whether it was done */
async function counted(work: string, round: () => Promise<void>): Promise<boolean> {
  const began = performance.now()
  const fault = await round().then(
    () => undefined,
    (cause: unknown) => ({ cause }),
  )
  if (fault) report(fault.cause)
  countRound(work, fault ? 'failed' : 'done', performance.now() - began)
  return fault === undefined
}

function nothing(cause: unknown): [] {
  report(cause)
  return []
}

function report(cause: unknown): number {
  for (const fault of allOf(cause)) logFault(fault, { where: 'worker' })
  return retryMs
}

function allOf(cause: unknown): unknown[] {
  return cause instanceof AggregateError ? cause.errors.flatMap(allOf) : [cause]
}
