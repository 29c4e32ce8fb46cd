import { spawn, type ChildProcess } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { prepareDatabase } from '#platform/db/embedded-database.ts'
import { startEmbedded } from '#platform/db/embedded.ts'
import { migrate } from '#platform/db/migrate.ts'
import { openDatabase, type Db } from '#platform/db/pool.ts'
import { freePort } from '#platform/ports.ts'
import { findProcess } from '#platform/processes.ts'
import { largeNamespace, loadLarge } from '#server/content/large.ts'
import { makeBatch } from '#server/content/batch.ts'
import { addOpenFollowUps, type OpenFollowUp } from './open-follow-ups.ts'
import { openPeople, type Person } from './people.ts'

/** Where everything is measured: Storkommunen in a durable database, and the built web server before it. */
export type Stage = {
  readonly base: string
  readonly webPid: number
  readonly adminUrl: string
  readonly appUrl: string
  readonly municipalityId: string
  /** As the application signs in. */
  readonly db: Db
  /** Past row-level security: what the references run with. */
  readonly bare: Db
  readonly people: readonly Person[]
  readonly followUps: readonly OpenFollowUp[]
  close(): Promise<void>
}

/** The same settings as an installation's own database: what is acknowledged is on the disk. */
export async function openStage(say: (line: string) => void): Promise<Stage> {
  const dataDir = await temporaryFolder()
  const server = await startEmbedded({ dataDir })
  const closing: (() => Promise<unknown>)[] = [
    () => rm(dataDir, { recursive: true, force: true }),
    () => server.stop(),
  ]
  const close = async () => {
    for (const end of closing.reverse()) await end()
  }
  try {
    const { adminUrl, appUrl } = await prepareDatabase(server, 'bench')
    await migrate(adminUrl)
    const before = performance.now()
    await loadLarge(adminUrl, say)
    say(`Loaded in ${((performance.now() - before) / 1000).toFixed(1)} s.`)
    const { municipalityId } = makeBatch(largeNamespace)
    const [db, bare] = [openDatabase(appUrl), openDatabase(adminUrl)]
    closing.push(() => Promise.all([db.destroy(), bare.destroy()]))
    const people = await openPeople(bare, db, municipalityId)
    const followUps = await addOpenFollowUps(adminUrl, bare, people)
    const web = await startWeb({ DATABASE_URL: appUrl })
    closing.push(web.stop)
    const { base, pid: webPid } = web
    return { base, webPid, adminUrl, appUrl, municipalityId, db, bare, people, followUps, close }
  } catch (error) {
    await close()
    throw error
  }
}

export type Program = { readonly base: string; readonly pid: number; stop(): Promise<unknown> }

/** The built web server as it runs in production. */
export async function startWeb(env: Record<string, string>): Promise<Program> {
  const port = await freePort('127.0.0.1')
  const child = startNode(['src/server/web.ts'], {
    API_CALLS_PER_MINUTE: '0',
    PAGES_PER_MINUTE: '0',
    ...env,
    PORT: String(port),
    HOST: '127.0.0.1',
  })
  const base = `http://localhost:${port}`
  await untilAnswers(`${base}/readyz`, child)
  return { base, pid: child.pid ?? 0, stop: () => stopProcess(child) }
}

export function startNode(args: readonly string[], env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, args, {
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

/** The first good answer; a program that ends before it gives one is an error. */
export async function untilAnswers(address: string, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + 180_000
  for (;;) {
    if (child.exitCode !== null)
      throw new Error(`The server ended with ${child.exitCode}. Is it built? (npm run build)`)
    const answer = await fetch(address, { redirect: 'manual' }).catch(() => undefined)
    await answer?.body?.cancel()
    if (answer && answer.status < 400) return
    if (performance.now() > deadline) throw new Error(`${address} does not answer`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

export async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

/** On the disk, not in memory; the tests' own sweep takes it away if this process is killed. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'uppsikt-test-bench-'))
  await chmod(folder, 0o711)
  await writeFile(path.join(folder, 'owner.json'), JSON.stringify(findProcess(process.pid)))
  return folder
}
