import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { stopPdfWorker } from '#platform/documents/pdf.ts'
import { prepareDatabase } from '#platform/db/embedded-database.ts'
import { startEmbedded } from '#platform/db/embedded.ts'
import { migrate } from '#platform/db/migrate.ts'
import type { Opener } from '#platform/whole/sealed-file.ts'
import { loadLarge } from '#server/content/large.ts'
import { fillDemo } from './support/demo.ts'
import { backUp, differences, look, restore, type Backup, type Look } from './support/restored.ts'
import { tableText } from './support/table.ts'

/**
 * `npm run prove:restore`: the demo (with `--large` Storkommunen too) is backed up from an embedded database and restored
 * into an empty embedded one, and into PostgreSQL 15 where it is installed. Everything is compared, row by row.
 */
const { values } = parseArgs({ options: { large: { type: 'boolean', default: false } } })
const day = '2026-06-15'
const debian = '/usr/lib/postgresql/15/bin'
const opener: Opener = { kind: 'passphrase', text: randomBytes(24).toString('base64') }
process.env['UPPSIKT_LOCK_KEY'] ??= randomBytes(32).toString('base64')

const folder = await mkdtemp(path.join(tmpdir(), 'uppsikt-restore-'))
await chmod(folder, 0o711)
const closing: (() => Promise<unknown>)[] = [
  () => rm(folder, { recursive: true, force: true }),
  stopPdfWorker,
]
try {
  await prove()
} finally {
  for (const end of closing.reverse()) await end()
}
process.exit()

async function prove(): Promise<void> {
  const from = await emptyServer('from', undefined)
  await migrate(from)
  await fillDemo(from, day)
  if (values.large) await loadLarge(from, console.error)
  const backup = await backUp(from, path.join(folder, 'backup.uppsikt'), opener)
  const before = await look(from)
  const lines = [backupLine(backup, before)]
  for (const target of targets()) lines.push(await restored(target, { backup, before }))
  console.log(tableText(['what', 'seconds', 'MB', 'tables', 'rows', 'differs'], lines))
}

type Target = { readonly name: string; readonly binaries?: string }

function targets(): readonly Target[] {
  const embedded = { name: 'restored into the embedded PostgreSQL 18' }
  if (existsSync(debian)) return [embedded, { name: 'restored into PostgreSQL 15', binaries: debian }]
  console.error('PostgreSQL 15 is not installed here: apt-get install postgresql-15')
  process.exitCode = 1
  return [embedded]
}

async function emptyServer(name: string, binaries: string | undefined): Promise<string> {
  const dataDir = path.join(folder, name)
  const server = await startEmbedded({ dataDir, ...(binaries ? { binaries } : {}) })
  closing.push(() => server.stop())
  return (await prepareDatabase(server, 'uppsikt')).adminUrl
}

type Known = { readonly backup: Backup; readonly before: Look }

function backupLine({ seconds, bytes }: Backup, { tables, rows }: Look): string[] {
  const count = String(Object.keys(tables).length)
  return ['backup, encrypted', seconds.toFixed(1), (bytes / 1e6).toFixed(1), count, String(rows), '']
}

async function restored({ name, binaries }: Target, { backup, before }: Known): Promise<string[]> {
  const into = await emptyServer(binaries ? 'into-15' : 'into-18', binaries)
  const { seconds } = await restore(into, backup, opener)
  const after = await look(into)
  const found = differences(before, after)
  if (found.length > 0) process.exitCode = 1
  const count = String(Object.keys(after.tables).length)
  return [name, seconds.toFixed(1), '', count, String(after.rows), found.join(', ') || 'nothing']
}
