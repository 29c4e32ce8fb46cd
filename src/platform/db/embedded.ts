import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chown, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { ended, findProcess, findWorkingFolder, isAlive, signal, type ProcessMark } from '../processes.ts'
import { freePort, isFree } from '../ports.ts'
import {
  findDatabaseUser,
  makeDataDir,
  newPassword,
  prepareBinaries,
  readSecrets,
  saveSecrets,
  type ClusterSecrets,
  type DatabaseUser,
} from './embedded-files.ts'
import { serverArguments } from './embedded-settings.ts'

export { defaultDataDir } from './embedded-files.ts'

const ADMIN = 'uppsikt_admin'

const WRONG_PASSWORD = '28P01'
const KEY_DOES_NOT_FIT =
  'Databasen känner inte igen lösenordet i cluster.json. Läs tillbaka filen från en säkerhetskopia.'

/** A process that did not get its port or lock this time may get it in a moment. */
const START_ATTEMPTS = 12

export type EmbeddedOptions = {
  readonly dataDir: string
  readonly port?: number
  /** A folder with another initdb and postgres, such as PostgreSQL 15 in the tests. */
  readonly binaries?: string
  /** For tests only: the data need not survive a power cut. */
  readonly throwaway?: boolean
}

export type EmbeddedServer = {
  readonly port: number
  readonly pid: number
  /** The password of the role uppsikt_app. */
  readonly appPassword: string
  adminUrl(database: string): string
  stop(): Promise<void>
  /** The exit code; -1 for a server that an earlier parent had started. */
  readonly exited: Promise<number>
}

type Cluster = EmbeddedOptions & { readonly data: string; readonly bin: string; readonly user: DatabaseUser }

/**
 * Starts PostgreSQL from the locked packages, or takes over the one that an earlier parent left running.
 * It listens on loopback only: the bundled OpenSSL is too old to show to a network.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const dataDir = await makeDataDir(options.dataDir)
  const cluster: Cluster = {
    ...options,
    dataDir,
    data: path.join(dataDir, 'postgres'),
    bin: options.binaries ?? (await prepareBinaries(dataDir)),
    user: findDatabaseUser(),
  }
  const secrets = (await readSecrets(dataDir)) ?? (await firstSecrets(cluster))
  if (!existsSync(cluster.data)) await initialise(cluster, secrets.adminPassword)
  return (await adopt(cluster, secrets)) ?? (await launch(cluster, secrets))
}

async function firstSecrets({ dataDir, data, port }: Cluster): Promise<ClusterSecrets> {
  if (existsSync(data))
    throw new Error(
      `Databasen i ${dataDir} saknar sin nyckelfil, cluster.json. Läs tillbaka den från en säkerhetskopia.`,
    )
  const secrets = {
    port: port ?? (await freePort('127.0.0.1')),
    adminPassword: newPassword(),
    appPassword: newPassword(),
  }
  await saveSecrets(dataDir, secrets)
  return secrets
}

/** Made beside and renamed, so that an interrupted first start is simply made again. */
async function initialise({ dataDir, data, bin, user, throwaway }: Cluster, password: string): Promise<void> {
  const beside = `${data}.new`
  const passwordFile = `${data}.key`
  await rm(beside, { recursive: true, force: true })
  await mkdir(beside, { mode: 0o700 })
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (user) await Promise.all([beside, passwordFile].map((file) => chown(file, user.uid, user.gid)))
  const fixed = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C.UTF-8', '--data-checksums']
  const own = [
    `--pgdata=${beside}`,
    `--username=${ADMIN}`,
    `--pwfile=${passwordFile}`,
    ...(throwaway ? ['--no-sync'] : []),
  ]
  const said = path.join(dataDir, 'initdb.log')
  const child = await spawnDatabase(path.join(bin, 'initdb'), [...fixed, ...own], { user, log: said })
  const code = await child.exited
  await rm(passwordFile)
  if (code !== 0) throw new Error(`Databasen gick inte att skapa.\n${await lastLines(said)}`)
  await rename(beside, data)
}

/**
 * A living server of ours is used as it is. One that is ending is waited for. The lock file is never removed,
 * since processes of the dead server may still be writing; PostgreSQL itself judges that from the file.
 */
async function adopt(cluster: Cluster, secrets: ClusterSecrets): Promise<EmbeddedServer | undefined> {
  const mark = await findPostmaster(cluster.data)
  if (!mark) return undefined
  for (let attempt = 0; attempt < START_ATTEMPTS * 4 && isAlive(mark); attempt += 1) {
    const port = Number((await lockFile(cluster.data))?.[3])
    if (port && (await answers(url(port, secrets.adminPassword, 'postgres')))) {
      return server({ port, mark, secrets, exited: ended(mark, Infinity).then(() => -1) })
    }
    await sleep(250)
  }
  if (isAlive(mark))
    throw new Error(
      `En databas som inte svarar kör redan (process ${mark.pid}). Avsluta den och försök igen.`,
    )
  return undefined
}

async function launch(cluster: Cluster, secrets: ClusterSecrets): Promise<EmbeddedServer> {
  const log = path.join(cluster.dataDir, 'postgres.log')
  let wait = 100
  for (let attempt = 0; attempt < START_ATTEMPTS; attempt += 1) {
    const port = (await isFree(secrets.port, '127.0.0.1')) ? secrets.port : await freePort('127.0.0.1')
    const child = await spawnDatabase(path.join(cluster.bin, 'postgres'), serverArguments(cluster, port), {
      user: cluster.user,
      log,
    })
    if (await becameReady(child.mark, url(port, secrets.adminPassword, 'postgres'))) {
      if (port !== secrets.port) await saveSecrets(cluster.dataDir, { ...secrets, port })
      return server({ port, mark: child.mark, secrets, exited: child.exited })
    }
    await sleep((wait = Math.min(wait * 2, 5_000)))
  }
  throw new Error(`Databasen startar inte.\n${await lastLines(log)}`)
}

type Running = { port: number; mark: ProcessMark; secrets: ClusterSecrets; exited: Promise<number> }

function server({ port, mark, secrets, exited }: Running): EmbeddedServer {
  return {
    port,
    pid: mark.pid,
    appPassword: secrets.appPassword,
    exited,
    adminUrl: (database) => url(port, secrets.adminPassword, database),
    async stop() {
      // SIGINT is PostgreSQL's fast shutdown: sessions are broken off, everything acknowledged is kept.
      if (isAlive(mark)) signal(mark.pid, 'SIGINT')
      await ended(mark, 60_000)
    },
  }
}

type SpawnOptions = { readonly user: DatabaseUser; readonly log: string }
type Child = { readonly mark: ProcessMark; readonly exited: Promise<number> }

/** In a group of its own: Ctrl-C in the terminal must stop the web server first and the database last. */
async function spawnDatabase(
  program: string,
  args: readonly string[],
  { user, log }: SpawnOptions,
): Promise<Child> {
  const said = await open(log, 'w', 0o600)
  try {
    const child = spawn(program, args, {
      ...user,
      cwd: '/',
      detached: true,
      stdio: ['ignore', said.fd, said.fd],
      env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', TZ: 'UTC' },
    })
    const exited = new Promise<number>((resolve, reject) => {
      child.once('exit', (code) => resolve(code ?? -1))
      child.once('error', (error) => reject(new Error(`Databasen gick inte att starta: ${error.message}`)))
    })
    // Node gives the number at once, or none at all together with the error.
    if (child.pid === undefined) await exited
    return { mark: findProcess(child.pid ?? 0) ?? { pid: child.pid ?? 0, birth: 'ended' }, exited }
  } finally {
    await said.close()
  }
}

async function becameReady(mark: ProcessMark, address: string): Promise<boolean> {
  while (isAlive(mark)) {
    if (await answers(address)) return true
    await sleep(40)
  }
  return false
}

async function answers(address: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: address, connectionTimeoutMillis: 2_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return true
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === WRONG_PASSWORD) throw new Error(KEY_DOES_NOT_FIT)
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

/**
 * The living server that the lock file names. After a restart of the machine, or in a new container, the number
 * may belong to a stranger; PostgreSQL would then refuse to start, so the number is struck out.
 */
async function findPostmaster(data: string): Promise<ProcessMark | undefined> {
  const lines = await lockFile(data)
  const mark = findProcess(Number(lines?.[0]))
  if (!lines || !mark) return undefined
  const folder = findWorkingFolder(mark.pid)
  if (folder === undefined || folder === data) return mark
  await writeFile(path.join(data, 'postmaster.pid'), [NOBODY, ...lines.slice(1)].join('\n'))
  return undefined
}

/** Larger than any process number of Linux or macOS. */
const NOBODY = String(2 ** 30)

async function lockFile(data: string): Promise<readonly string[] | undefined> {
  const text = await readFile(path.join(data, 'postmaster.pid'), 'utf8').catch(() => undefined)
  return text?.split('\n')
}

function url(port: number, password: string, database: string): string {
  return `postgres://${ADMIN}:${password}@127.0.0.1:${port}/${database}`
}

async function lastLines(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.trim().split('\n').slice(-8).join('\n')
}
