import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { prepareDatabase, withAdmin } from '#platform/db/embedded-database.ts'
import { defaultDataDir, makeDataDir, readSecrets } from '#platform/db/embedded-files.ts'
import { startEmbedded } from '#platform/db/embedded.ts'
import { migrate } from '#platform/db/migrate.ts'
import { findProcess, isAlive, type ProcessMark } from '#platform/processes.ts'

const EMBEDDED = 'uppsikt'
const APP = 'uppsikt_app'
const ADMIN = 'uppsikt_admin'

/**
 * Runs something with the address of the administrator: MIGRATION_DATABASE_URL, or DATABASE_URL where one login does
 * both, or the embedded server. That one is used as it is when it runs, otherwise started for the time it takes, and
 * brought up to date unless `migrated` is false.
 */
export async function withAdminUrl<Result>(
  work: (adminUrl: string) => Promise<Result>,
  { migrated = true } = {},
): Promise<Result> {
  const given = process.env['MIGRATION_DATABASE_URL'] ?? process.env['DATABASE_URL']
  if (given && new URL(given).username !== APP) return work(given)
  const dataDir = defaultDataDir()
  if (given && !(await isEmbedded(given, dataDir)))
    throw new Error('Ange MIGRATION_DATABASE_URL: inläsningen behöver administratörens inloggning.')
  return withEmbedded({ dataDir, migrated }, work)
}

async function isEmbedded(url: string, dataDir: string): Promise<boolean> {
  const secrets = await readSecrets(dataDir)
  return secrets !== undefined && secrets.appPassword === new URL(url).password
}

/** A server that runs is somebody else's: it is asked by its own address, and neither started nor stopped. */
async function withEmbedded<Result>(
  wanted: { readonly dataDir: string; readonly migrated: boolean },
  work: (adminUrl: string) => Promise<Result>,
): Promise<Result> {
  const dataDir = await makeDataDir(wanted.dataDir)
  const running = await runningAddress(dataDir)
  if (running) return work(running)
  const server = await startEmbedded({ dataDir })
  try {
    const { adminUrl } = await prepareDatabase(server, EMBEDDED)
    if (wanted.migrated) await migrate(adminUrl)
    return await work(adminUrl)
  } finally {
    await server.stop()
  }
}

/** By the lock file of PostgreSQL: its first line is the process, its fourth the port. */
async function runningAddress(dataDir: string): Promise<string | undefined> {
  const file = path.join(dataDir, 'postgres', 'postmaster.pid')
  const secrets = await readSecrets(dataDir)
  if (!secrets || !existsSync(file)) return undefined
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n')
  if (!findProcess(Number(pid))) return undefined
  const address = `postgres://${ADMIN}:${secrets.adminPassword}@127.0.0.1:${Number(port)}/${EMBEDDED}`
  return withAdmin(address, async () => address).catch(() => undefined)
}

/** Drops and makes again the embedded database, migrated and empty. Refused while Uppsikt runs. Gives the data folder. */
export async function resetEmbedded(): Promise<string> {
  const dataDir = await makeDataDir(defaultDataDir())
  refuseWhileRunning(dataDir)
  const server = await startEmbedded({ dataDir })
  try {
    await withAdmin(server.adminUrl('postgres'), (admin) =>
      admin.query(`drop database if exists ${EMBEDDED} with (force)`),
    )
    const { adminUrl } = await prepareDatabase(server, EMBEDDED)
    await migrate(adminUrl)
  } finally {
    await server.stop()
  }
  return dataDir
}

function refuseWhileRunning(dataDir: string): void {
  const file = path.join(dataDir, 'parent.json')
  if (!existsSync(file)) return
  // Written by takeOver in server/take-over.ts.
  const { self } = JSON.parse(readFileSync(file, 'utf8')) as { self: ProcessMark }
  if (isAlive(self)) throw new Error('Uppsikt är i gång. Stoppa det först och försök igen.')
}
