import { spawn, type ChildProcess } from 'node:child_process'
import { open, readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '#platform/ports.ts'
import { ended, findProcess, isAlive, type ProcessMark } from '#platform/processes.ts'
import { readMark } from '#server/keep-up.ts'
import { markFiles } from '#server/take-over.ts'
import type { Place } from './place.ts'

const readyWithinMs = 240_000

export type Part = 'web' | 'worker' | 'database'

/** `npm start`, as an operator runs it, on the place's data folder. */
export type Installation = {
  readonly base: string
  readonly origin: string
  /** The processes as they are now; undefined for one that is down. */
  processOf(part: Part): Promise<ProcessMark | undefined>
  /** True when the service answers and says that it can do everything. */
  isReady(): Promise<boolean>
  parent(): ProcessMark | undefined
  start(): Promise<void>
  stop(): Promise<void>
}

export async function makeInstallation(
  place: Place,
  env: Readonly<Record<string, string>> = {},
): Promise<Installation> {
  const port = await freePort('127.0.0.1')
  const base = `http://127.0.0.1:${port}`
  let parent: ChildProcess | undefined
  const settings = {
    ...programSettings,
    DATA_DIR: place.dataDir,
    PORT: String(port),
    PUBLIC_URL: base,
    ...env,
  }
  return {
    base,
    origin: base,
    processOf: (part) => processOf(place, part),
    isReady: () => isReady(base),
    parent: () => findProcess(parent?.pid ?? 0),
    async start() {
      parent = await startParent(place, settings)
      await untilReady(base, parent, place)
    },
    async stop() {
      const mark = findProcess(parent?.pid ?? 0)
      if (!mark) return
      parent?.kill('SIGTERM')
      if (!(await ended(mark, 90_000))) parent?.kill('SIGKILL')
    },
  }
}

const programSettings = { HOST: '127.0.0.1', API_CALLS_PER_MINUTE: '0', PAGES_PER_MINUTE: '0' }

async function startParent(place: Place, env: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const { DATABASE_URL: _own, MIGRATION_DATABASE_URL: _theirs, ...inherited } = process.env
  const said = await open(path.join(place.folder, 'said.log'), 'a')
  const child = spawn(process.execPath, ['src/server/parent.ts'], {
    env: { ...inherited, ...env },
    stdio: ['ignore', said.fd, said.fd],
  })
  await said.close()
  return child
}

async function untilReady(base: string, parent: ChildProcess, place: Place): Promise<void> {
  for (const deadline = Date.now() + readyWithinMs; !(await isReady(base)); await sleep(100)) {
    if (parent.exitCode === null && Date.now() < deadline) continue
    throw new Error(`The service does not start:\n${await lastSaid(place)}`)
  }
}

export async function isReady(base: string): Promise<boolean> {
  const answer = await fetch(`${base}/readyz`, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined)
  await answer?.body?.cancel()
  return answer?.status === 200
}

/** What the parent and its programs have said: told when something does not come up. */
export async function lastSaid(place: Place): Promise<string> {
  const text = await readFile(path.join(place.folder, 'said.log'), 'utf8').catch(() => '')
  return text.trim().split('\n').slice(-15).join('\n')
}

async function processOf({ dataDir }: Place, part: Part): Promise<ProcessMark | undefined> {
  if (part !== 'database') return readMark(markFiles(dataDir)[part])
  const lock = await readFile(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '')
  return findProcess(Number(lock.split('\n')[0]))
}

/** Whether another process has taken the place of the one that was killed. */
export async function isReplaced(at: Installation, part: Part, killed: ProcessMark): Promise<boolean> {
  const now = await at.processOf(part)
  return now !== undefined && isAlive(now) && (now.pid !== killed.pid || now.birth !== killed.birth)
}
