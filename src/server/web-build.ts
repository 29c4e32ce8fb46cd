import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { readFile, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** What the pages are built from. Tests are not: changing one must not cost a build. */
const SOURCES = ['src', 'static', 'content', 'vite.config.ts', 'package.json', 'package-lock.json']
const ENTRY = 'build/index.js'
/** Inside the build, so that whoever removes it removes the stamp too. */
const STAMP = 'build/.sources'

/** Builds the web server when its sources differ from those of the last build. */
export async function buildWeb(say: (line: string) => void, signal: AbortSignal): Promise<void> {
  const sources = await hashOf(SOURCES)
  const built = existsSync(ENTRY) && (await readFile(STAMP, 'utf8').catch(() => ''))
  if (built === sources) return
  say('Bygger webbsidorna. Det kan ta någon minut.')
  await runVite(signal)
  await writeFile(STAMP, sources)
}

async function runVite(signal: AbortSignal): Promise<void> {
  const said: Buffer[] = []
  const child = spawn(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
    env: { ...process.env, NODE_ENV: 'production' },
  })
  child.stdout.on('data', (data: Buffer) => said.push(data))
  child.stderr.on('data', (data: Buffer) => said.push(data))
  const code = await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject))
  if (code === 0 && existsSync(ENTRY)) return
  throw new Error(`Webbsidorna gick inte att bygga.\n${Buffer.concat(said).toString()}`)
}

async function hashOf(names: readonly string[]): Promise<string> {
  const files = (await Promise.all(names.map(filesIn))).flat().sort()
  const contents = await Promise.all(files.map((file) => readFile(file)))
  const hash = createHash('sha256')
  files.forEach((file, at) => hash.update(`${file}\0${contents[at]?.length}\0`).update(contents[at] ?? ''))
  return hash.digest('hex')
}

async function filesIn(name: string): Promise<string[]> {
  if (!existsSync(name)) return []
  if (statSync(name).isFile()) return [name]
  const entries = await readdir(name, { withFileTypes: true, recursive: true })
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.ts$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
}
