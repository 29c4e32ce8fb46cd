import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeDataDir } from '#platform/db/embedded-files.ts'
import { defaultDataDir } from '#platform/db/embedded.ts'
import { migrate } from '#platform/db/migrate.ts'
import { addMissingRegisters } from './content/missing-registers.ts'
import { fillOnce, printDemoAccounts } from './contents.ts'
import { openDatabase } from './database.ts'
import { keepUp, type Kept } from './keep-up.ts'
import { claimPort, markFiles, takeOver } from './take-over.ts'
import { buildWeb } from './web-build.ts'

const WORKER = 'src/server/worker.ts'
const READY_WITHIN_MS = 120_000

const host = process.env['HOST'] ?? '127.0.0.1'
const port = Number(process.env['PORT'] ?? 3000)
const args = new Set(process.argv.slice(2))

/** What is running, the last started last; it is stopped from the end. */
const running: (() => Promise<void>)[] = []
const stopped = new AbortController()

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => void stop(0))
await main().catch(async (error: unknown) => {
  if (stopped.signal.aborted) return
  console.error(explain(error))
  await stop(1)
})

/** What `npm start` does: database, migrations, pages, contents, web server and worker; then it keeps them up. */
async function main(): Promise<void> {
  const dataDir = await makeDataDir(defaultDataDir())
  await takeOver(dataDir)
  await claimPort(port, host)
  console.log('Uppsikt startar.')

  const kept: Kept[] = []
  const build = args.has('--dev') ? undefined : buildWeb(console.log, stopped.signal)
  build?.catch(() => undefined)
  const opening = openDatabase(dataDir, () => kept.forEach((program) => program.restart()))
  running.push(async () => (await opening.catch(() => undefined))?.stop())
  const database = await opening
  const env = () => programEnv(dataDir, database.addresses().appUrl)
  // Only what fills and describes the contents may be the owner's equal; the web server gets the application's role.
  const adminEnv = () => ({ ...env(), MIGRATION_DATABASE_URL: database.addresses().adminUrl })
  await migrate(database.addresses().adminUrl).catch((cause: unknown) => {
    throw new Error('Databasen gick inte att nå eller uppdatera.', { cause })
  })
  const wanted = args.has('--empty') ? 'empty' : 'demo'
  const contents = await fillOnce({
    dataDir,
    database: database.name,
    adminUrl: database.addresses().adminUrl,
    wanted,
    env: adminEnv(),
    signal: stopped.signal,
  })
  await addMissingRegisters(database.addresses().adminUrl)
  if (contents !== wanted && wanted === 'empty')
    console.log('Det finns redan en kommun här, så --empty görs inte om.')
  await build

  startPrograms(dataDir, env, kept)
  await untilReady()
  if (stopped.signal.aborted) return
  console.log(`Uppsikt är redo: ${shownAddress()}`)
  if (contents === 'demo') await printDemoAccounts(adminEnv(), stopped.signal)
}

function startPrograms(dataDir: string, env: () => NodeJS.ProcessEnv, kept: Kept[]): void {
  if (stopped.signal.aborted) return
  for (const program of programs(dataDir)) {
    const one = keepUp({ ...program, env })
    kept.push(one)
    running.push(one.stop)
  }
}

function programs(dataDir: string) {
  const marks = markFiles(dataDir)
  const vite = [
    'node_modules/vite/bin/vite.js',
    'dev',
    '--host',
    host,
    '--port',
    String(port),
    '--strictPort',
  ]
  const web = {
    name: 'Webbservern',
    args: args.has('--dev') ? vite : ['src/server/web.ts'],
    markFile: marks.web,
  }
  const worker = { name: 'Bakgrundsarbetet', args: [WORKER], markFile: marks.worker }
  return existsSync(WORKER) ? [web, worker] : [web]
}

/** The programs get the application's role only: the administrator's password stays here. */
function programEnv(dataDir: string, appUrl: string): NodeJS.ProcessEnv {
  const { MIGRATION_DATABASE_URL: _kept, ...inherited } = process.env
  return {
    BODY_SIZE_LIMIT: '52M',
    SHUTDOWN_TIMEOUT: '5',
    LOG_REQUESTS: '0',
    ...inherited,
    NODE_ENV: args.has('--dev') ? 'development' : 'production',
    HOST: host,
    PORT: String(port),
    DATA_DIR: dataDir,
    DATABASE_URL: appUrl,
  }
}

async function untilReady(): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS
  const anywhere = host === '0.0.0.0' || host === '::'
  const at = `http://${anywhere ? '127.0.0.1' : inBrackets(host)}:${port}/readyz`
  while (!stopped.signal.aborted) {
    const answer = await fetch(at, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined)
    await answer?.body?.cancel()
    if (answer?.status === 200) return
    if (Date.now() > deadline)
      throw new Error('Webbservern svarar inte. Läs raderna ovan, rätta felet och starta igen.')
    await sleep(100)
  }
}

function shownAddress(): string {
  const here = ['127.0.0.1', '::1', '0.0.0.0', '::'].includes(host)
  return `http://${here ? 'localhost' : inBrackets(host)}:${port}`
}

function inBrackets(name: string): string {
  return name.includes(':') ? `[${name}]` : name
}

/** All the messages of an error: a refused connection has its own only in the list, a failed migration in the cause. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const inner = error instanceof AggregateError ? error.errors : error.cause ? [error.cause] : []
  return [error.message, ...inner.map(explain)].filter((line) => line !== '').join('\n')
}

async function stop(code: number): Promise<void> {
  if (stopped.signal.aborted) return
  stopped.abort()
  if (code === 0) console.log('Uppsikt stannar.')
  for (const end of running.reverse()) await end()
  process.exit(code)
}
