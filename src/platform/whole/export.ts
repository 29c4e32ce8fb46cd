import { createHash } from 'node:crypto'
import { seal } from '../seal.ts'
import { manifestSealPath, sealOfManifest } from './manifest-seal.ts'
import { filesOf, linesOf } from './rows.ts'
import type { Reader } from './reader.ts'
import { auditOf, listTables, type Migration, type Shape } from './schema.ts'
import {
  formatName,
  leftOut,
  manifestPath,
  tablePath,
  type Kind,
  type Manifest,
  type Municipality,
  type Part,
  type Table,
} from './shape.ts'
import { put, type Sink } from './sink.ts'

export type WholeOptions = {
  readonly kind: Kind
  readonly madeAt: Date
  readonly migrations: readonly Migration[]
}

export type Written = {
  readonly manifest: Manifest
  /** To be written down apart: with it nobody can change the export and its manifest together unnoticed. */
  readonly sha256: string
}

/**
 * Writes everything of a municipality, or of all of them, as it stands in the open transaction. Memory holds a few
 * megabytes at a time, however many years there are.
 */
export async function writeWhole(reader: Reader, sink: Sink, options: WholeOptions): Promise<Written> {
  await refuseOlder(reader)
  await reader.client.query(
    `select set_config('timezone', 'UTC', true), set_config('bytea_output', 'hex', true)`,
  )
  const keys = new Set<string>()
  const tables: Table[] = []
  const files: Part[] = []
  for (const shape of await listTables(reader.client, options.kind)) {
    tables.push(await writeTable({ reader, sink, keys }, shape))
    files.push(...(await writeFiles({ reader, sink, keys }, shape)))
  }
  const municipalities = await municipalitiesOf(reader)
  const manifest: Manifest = {
    format: formatName,
    version: 1,
    kind: options.kind,
    madeAt: options.madeAt.toISOString(),
    about: aboutOf(options.kind, municipalities),
    migrations: [...options.migrations],
    municipalities,
    tables,
    files,
    leftOut: [...leftOut[options.kind]],
    sealedWith: [...keys].sort(),
  }
  const bytes = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`)
  await sink.write(manifestPath, [bytes])
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  if (options.kind === 'export') await sink.write(manifestSealPath, [sealOfManifest(sha256)])
  return { manifest, sha256 }
}

/** The database reads for us (migrations/0360): before that step it cannot. */
async function refuseOlder({ client }: Reader): Promise<void> {
  const { rows } = await client.query<{ found: boolean }>(
    `select exists (select from pg_proc where proname = 'whole_cursor') as found`,
  )
  if (!rows[0]?.found)
    throw new Error('Databasen är av en äldre version. Uppdatera den först: uppsikt migrate.')
}

type Writing = { readonly reader: Reader; readonly sink: Sink; readonly keys: Set<string> }

async function writeTable({ reader, sink, keys }: Writing, shape: Shape): Promise<Table> {
  let rows = 0
  const part = await put(
    sink,
    tablePath(shape.name),
    (async function* () {
      for await (const lines of linesOf(reader, shape)) {
        rows += lines.length
        yield Buffer.from(lines.map((line) => `${noted(keys, withSealed(shape, line))}\n`).join(''))
      }
    })(),
  )
  return { ...part, name: shape.name, rows, columns: [...shape.columns] }
}

async function writeFiles({ reader, sink }: Writing, shape: Shape): Promise<Part[]> {
  const parts: Part[] = []
  for (const column of shape.columns.filter(({ as }) => as === 'file'))
    for await (const { path, content } of filesOf(reader, shape, column))
      parts.push(await put(sink, path, [content]))
  return parts
}

/** Which keys somebody must have to read all of it: that of the secrets, and those that records were locked with. */
function noted(keys: Set<string>, line: string): string {
  for (const [, key = ''] of line.matchAll(/"(?:\w+_key_id|key_id|keyId)":"([0-9a-f]{16})"/g)) keys.add(key)
  return line
}

/** Secrets leave the database only under the key of the installation, bound to their column. */
function withSealed({ name, columns }: Shape, line: string): string {
  const secret = columns.filter(({ as }) => as === 'sealed')
  if (secret.length === 0) return line
  // A line that the database made of a row: an object.
  const row = JSON.parse(line) as Record<string, unknown>
  for (const column of secret) {
    const value = row[column.name]
    if (typeof value !== 'string') continue
    const { sealed, keyId } = seal(Buffer.from(value), `${name}.${column.name}`)
    row[column.name] = { sealed: sealed.toString('base64'), keyId }
  }
  return JSON.stringify(row)
}

async function municipalitiesOf({ client, municipalityId }: Reader): Promise<Municipality[]> {
  const { rows } = await client.query<{ id: string; name: string }>(
    'select id, name from municipality where $1::uuid is null or id = $1 order by id',
    [municipalityId ?? null],
  )
  const found: Municipality[] = []
  for (const { id, name } of rows) found.push({ id, name, audit: await auditOf(client, id) })
  return found
}

function aboutOf(kind: Kind, municipalities: readonly Municipality[]): string {
  const names = municipalities.map(({ name }) => name).join(', ')
  return kind === 'backup'
    ? `Säkerhetskopia av Uppsikt med allt som finns i databasen: ${names || 'ingen kommun'}.`
    : `Allt som ${names} har i Uppsikt: varje uppgift i tables, varje fil och handling i files, och loggen över ` +
        'vem som gjorde vad. Inloggningar och länkar som öppnar något följer inte med.'
}
