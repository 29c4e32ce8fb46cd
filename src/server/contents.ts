import { spawn, type SpawnOptions } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { reading } from '#platform/whole/database.ts'

/** What a database was filled with the first time: the demo municipality, or an empty one of the operator's own. */
export type Contents = 'demo' | 'empty'

const commands = {
  demo: ['src/cli/demo.ts', 'load'],
  empty: ['src/cli/empty.ts'],
} as const satisfies Record<Contents, readonly string[]>

export type FillOptions = {
  readonly dataDir: string
  /** The name of the database in the note, never with a password. */
  readonly database: string
  /** Asked what it holds already: a backup or an export may have been brought in before the first start here. */
  readonly adminUrl: string
  readonly wanted: Contents
  readonly env: NodeJS.ProcessEnv
  readonly signal: AbortSignal
}

/** Fills the database at the first start only; a later start never adds the demo to an operator's own municipality. */
export async function fillOnce({
  dataDir,
  database,
  adminUrl,
  wanted,
  env,
  signal,
}: FillOptions): Promise<Contents> {
  const file = path.join(dataDir, 'contents.json')
  const note = readNote(file)
  const there = note[database]
  if (there) return there
  const found = (await holdsOwn(adminUrl)) ? 'empty' : undefined
  if (!found) await runCommand(commands[wanted], { env, signal })
  const contents = found ?? wanted
  writeFileSync(file, JSON.stringify({ ...note, [database]: contents }), { mode: 0o600 })
  return contents
}

/** A municipality that is not the demo. */
function holdsOwn(adminUrl: string): Promise<boolean> {
  return reading(adminUrl, async (client) => {
    const { rowCount } = await client.query('select from municipality where not is_demo limit 1')
    return rowCount === 1
  })
}

/** Prints who can sign in to the demo; a stop ends it before the database it asks is gone. */
export async function printDemoAccounts(env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<void> {
  await runCommand(['src/cli/demo.ts', 'accounts'], { env, signal })
}

/** What the command prints goes straight to the operator: the first administrator's password, for example. */
async function runCommand(
  args: readonly string[],
  options: Pick<SpawnOptions, 'env' | 'signal'>,
): Promise<void> {
  const child = spawn(process.execPath, args, { ...options, stdio: ['ignore', 'inherit', 'inherit'] })
  const code = await new Promise((resolve, reject) => child.once('exit', resolve).once('error', reject))
  if (code !== 0) throw new Error(`Uppsikt kunde inte starta: ${args.join(' ')} misslyckades.`)
}

function readNote(file: string): Readonly<Record<string, Contents>> {
  if (!existsSync(file)) return {}
  // Written by fillOnce above and by nobody else.
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, Contents>
}
