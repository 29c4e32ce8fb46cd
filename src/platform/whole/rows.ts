import type pg from 'pg'
import type { Asked, Reader } from './reader.ts'
import type { Shape } from './schema.ts'
import { fileColumns, type Column } from './shape.ts'

/** Rows as lines of JSON, a few megabytes at a time: the database keeps the place. */
export async function* linesOf(reader: Reader, table: Shape): AsyncGenerator<string[]> {
  const step = await open(reader, table, null)
  for await (const rows of fetched<{ line: string }>(reader.client, step)) yield rows.map(({ line }) => line)
}

export type FileOfRow = { readonly path: string; readonly content: Buffer }

/** The files of one column, in the rows' own order. */
export async function* filesOf(reader: Reader, table: Shape, column: Column): AsyncGenerator<FileOfRow> {
  const step = await open(reader, table, column.name)
  for await (const rows of fetched<FileOfRow>(reader.client, step)) yield* rows
}

/** @returns how many rows are fetched at once, by the largest of them */
async function open(reader: Reader, { name, columns }: Shape, content: string | null): Promise<number> {
  const files = Object.fromEntries(
    columns
      .filter(({ as }) => as === 'file')
      .map((column) => [column.name, fileColumns[`${name}.${column.name}`] ?? '']),
  )
  const given = [name, JSON.stringify(files), content]
  const { rows } =
    reader.exportId === undefined
      ? await reader.client.query<{ step: number }>('select whole_cursor($1, $2, $3, $4) as step', [
          reader.municipalityId ?? null,
          ...given,
        ])
      : await reader.client.query<{ step: number }>('select auth.open_whole($1, $2, $3, $4) as step', [
          reader.exportId,
          ...given,
        ])
  return rows[0]?.step ?? 1
}

async function* fetched<Row extends pg.QueryResultRow>(client: Asked, step: number): AsyncGenerator<Row[]> {
  for (;;) {
    const { rows } = await client.query<Row>(`fetch ${step} from whole`)
    if (rows.length === 0) break
    yield rows
  }
  await client.query('close whole')
}
