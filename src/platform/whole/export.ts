import { createHash } from 'node:crypto'
import type pg from 'pg'
import { lockKeyId, seal } from '../seal.ts'
import { filesOf, linesOf } from './rows.ts'
import { auditOf, listTables, whereOf, type Migration, type Shape } from './schema.ts'
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
  /** Without one: every municipality. */
  readonly municipalityId?: string
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
export async function writeWhole(client: pg.ClientBase, sink: Sink, options: WholeOptions): Promise<Written> {
  await client.query(`set local timezone = 'UTC'; set local bytea_output = 'hex'`)
  const shapes = await listTables(client, options.kind)
  const tables: Table[] = []
  const files: Part[] = []
  for (const shape of shapes) {
    const where = options.kind === 'backup' ? '' : whereOf(shape, options.municipalityId)
    tables.push(await writeTable(client, sink, { shape, where }))
    files.push(...(await writeFiles(client, sink, { shape, where })))
  }
  const municipalities = await municipalitiesOf(client, options.municipalityId)
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
    sealedWith: await keysOf(client, shapes, options),
  }
  const bytes = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`)
  await sink.write(manifestPath, [bytes])
  return { manifest, sha256: createHash('sha256').update(bytes).digest('hex') }
}

type Where = { readonly shape: Shape; readonly where: string }

async function writeTable(client: pg.ClientBase, sink: Sink, { shape, where }: Where): Promise<Table> {
  let rows = 0
  const part = await put(
    sink,
    tablePath(shape.name),
    (async function* () {
      for await (const lines of linesOf(client, shape, where)) {
        rows += lines.length
        yield Buffer.from(lines.map((line) => `${withSealed(shape, line)}\n`).join(''))
      }
    })(),
  )
  return { ...part, name: shape.name, rows, columns: [...shape.columns] }
}

async function writeFiles(client: pg.ClientBase, sink: Sink, { shape, where }: Where): Promise<Part[]> {
  const parts: Part[] = []
  for (const column of shape.columns.filter(({ as }) => as === 'file'))
    for await (const { path, content } of filesOf(client, { table: shape, where }, column))
      parts.push(await put(sink, path, [content]))
  return parts
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

/** Which keys somebody must have to read all of it: that of the secrets, and those that records were locked with. */
async function keysOf(
  client: pg.ClientBase,
  shapes: readonly Shape[],
  options: WholeOptions,
): Promise<string[]> {
  const keys = new Set<string>()
  for (const shape of shapes) {
    const where = options.kind === 'backup' ? '' : whereOf(shape, options.municipalityId)
    for (const column of shape.columns.filter(({ name }) => /(^|_)key_id$/.test(name))) {
      const { rows } = await client.query<{ id: string | null }>(
        `select distinct ${column.name} as id from public.${shape.name} ${where}`,
      )
      for (const { id } of rows) if (id !== null) keys.add(id)
    }
  }
  if (shapes.some(({ columns }) => columns.some(({ as }) => as === 'sealed'))) keys.add(lockKeyId())
  return [...keys].sort()
}

async function municipalitiesOf(client: pg.ClientBase, only: string | undefined): Promise<Municipality[]> {
  const { rows } = await client.query<{ id: string; name: string }>(
    'select id, name from municipality where $1::uuid is null or id = $1 order by id',
    [only ?? null],
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
