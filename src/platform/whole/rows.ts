import type pg from 'pg'
import type { Shape } from './schema.ts'
import { fileColumns, type Column } from './shape.ts'

const atOnce = 4 * 1024 * 1024
const mostRows = 1_000

/** Rows as lines of JSON, a few megabytes at a time: the database keeps the place. */
export async function* linesOf(client: pg.ClientBase, table: Shape, where: string): AsyncGenerator<string[]> {
  const columns = table.columns.map((column) => (column.as === 'file' ? pathOf(table, column) : column.name))
  const inner = `select ${columns.join(', ')} from public.${table.name} ${where} ${orderOf(table)}`
  const small = table.columns.filter(({ as }) => as !== 'file')
  const step = await stepFor(client, { table, where }, small)
  for await (const rows of fetched<{ line: string }>(
    client,
    `select row_to_json(r)::text as line from (${inner}) r`,
    step,
  ))
    yield rows.map(({ line }) => line)
}

export type FileOfRow = { readonly path: string; readonly content: Buffer }

/** The files of one column, in the rows' own order. */
export async function* filesOf(
  client: pg.ClientBase,
  { table, where }: { table: Shape; where: string },
  column: Column,
): AsyncGenerator<FileOfRow> {
  const there = `${where ? `${where} and` : 'where'} ${column.name} is not null`
  const step = await stepFor(client, { table, where: there }, [column])
  const query = `select ${pathOf(table, { ...column, name: column.name }, 'path')}, ${column.name} as content
    from public.${table.name} ${there} ${orderOf(table)}`
  for await (const rows of fetched<FileOfRow>(client, query, step)) yield* rows
}

async function* fetched<Row extends pg.QueryResultRow>(
  client: pg.ClientBase,
  query: string,
  step: number,
): AsyncGenerator<Row[]> {
  await client.query(`declare whole no scroll cursor for ${query}`)
  for (;;) {
    const { rows } = await client.query<Row>(`fetch ${step} from whole`)
    if (rows.length === 0) break
    yield rows
  }
  await client.query('close whole')
}

/** How many rows are fetched at once, by the largest of them. */
async function stepFor(
  client: pg.ClientBase,
  { table, where }: { table: Shape; where: string },
  columns: readonly Column[],
): Promise<number> {
  const size = columns.map(({ name }) => `coalesce(pg_column_size(${name}), 0)`).join(' + ')
  const { rows } = await client.query<{ most: number }>(
    `select coalesce(max(${size}), 1)::float as most from public.${table.name} ${where}`,
  )
  return Math.min(mostRows, Math.max(1, Math.floor(atOnce / Math.max(rows[0]?.most ?? 1, 1))))
}

function orderOf({ key }: Shape): string {
  return key.length > 0 ? `order by ${key.join(', ')}` : ''
}

/**
 * Where the file of a row stands in the export: the row's key, and for an uploaded file its own name with only letters,
 * digits and a few signs left, so that it names a file anywhere.
 */
function pathOf({ name, key, columns }: Shape, column: Column, as = column.name): string {
  const row = key.map((part) => `${part}::text`).join(` || '_' || `)
  const ending = fileColumns[`${name}.${column.name}`] ?? ''
  const own = columns.some((one) => one.name === 'name') && ending === ''
  const last = own
    ? `'/' || regexp_replace(right(regexp_replace(name, '[^A-Za-z0-9åäöÅÄÖéÉüÜ._-]', '_', 'g'), 80), '^[.]+', '_')`
    : `'${ending}'`
  return `case when ${column.name} is not null then 'files/${name}/' || ${row} || ${last} end as ${as}`
}
