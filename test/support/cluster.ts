import { accessSync, constants, existsSync, statfsSync } from 'node:fs'
import { chmod, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startEmbedded, type EmbeddedServer } from '#platform/db/embedded.ts'
import { findProcess, isAlive, signal, type ProcessMark } from '#platform/processes.ts'

const PREFIX = 'uppsikt-test-'
/** Memory, where Linux has it: a copy of the template takes 50 ms there, and ten times that on a disk. */
const IN_MEMORY = '/dev/shm'
const MEMORY_NEEDED = 2 * 1024 ** 3
const DEBIAN = '/usr/lib/postgresql/15/bin'

export type TestCluster = { readonly server: EmbeddedServer; remove(): Promise<void> }

/** A PostgreSQL for the tests alone, in a temporary folder: version 18, or 15 with UPPSIKT_TEST_PG=15. */
export async function startTestCluster(): Promise<TestCluster> {
  await sweepAbandoned()
  const dataDir = await temporaryFolder()
  const server = await startEmbedded({ dataDir, throwaway: true, ...chosenBinaries() })
  return {
    server,
    async remove() {
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** A folder that the database user can reach also when root runs the tests; it says whose it is. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(fastestFolder(), PREFIX))
  await chmod(folder, 0o711)
  await writeFile(path.join(folder, 'owner.json'), JSON.stringify(findProcess(process.pid)))
  return folder
}

function chosenBinaries(): { binaries?: string } {
  const version = process.env['UPPSIKT_TEST_PG'] ?? '18'
  if (version === '18') return {}
  if (version !== '15') throw new Error(`UPPSIKT_TEST_PG is 15 or 18, not ${version}.`)
  if (!existsSync(DEBIAN)) throw new Error('PostgreSQL 15 is missing: apt-get install postgresql-15')
  return { binaries: DEBIAN }
}

/** Tests that were killed leave a server and a folder; the next run takes them away. */
async function sweepAbandoned(): Promise<void> {
  for (const base of new Set([tmpdir(), fastestFolder()])) {
    const names = (await readdir(base)).filter((name) => name.startsWith(PREFIX))
    await Promise.all(names.map((name) => sweep(path.join(base, name)).catch(() => undefined)))
  }
}

function fastestFolder(): string {
  try {
    accessSync(IN_MEMORY, constants.W_OK)
    const { bavail, bsize } = statfsSync(IN_MEMORY)
    return bavail * bsize >= MEMORY_NEEDED ? IN_MEMORY : tmpdir()
  } catch {
    return tmpdir()
  }
}

async function sweep(folder: string): Promise<void> {
  // Written by temporaryFolder above; a folder without it is somebody's who is just starting.
  const owner = JSON.parse(await readFile(path.join(folder, 'owner.json'), 'utf8')) as ProcessMark
  if (isAlive(owner)) return
  const lock = await readFile(path.join(folder, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '')
  const [pid = '', data] = lock.split('\n')
  if (data === path.join(folder, 'postgres') && findProcess(Number(pid))) signal(Number(pid), 'SIGQUIT')
  await rm(folder, { recursive: true, force: true })
}
