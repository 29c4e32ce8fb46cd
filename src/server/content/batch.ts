import type { Insertable } from 'kysely'
import type pg from 'pg'
import { deterministicId } from '#kernel/ids.ts'
import type { Database, Json, JsonOrDefault } from '#platform/db/types.ts'
import { municipalTables } from './tables.ts'

export type Table = Exclude<keyof Database, 'municipality' | 'throttle'>

/** A row as the importer writes it: what is stored as JSON is given as it is, not as text. */
export type RowOf<Name extends Table> = Omit<
  {
    [Column in keyof Insertable<Database[Name]>]: Column extends keyof Database[Name]
      ? Database[Name][Column] extends Json | JsonOrDefault | null
        ? unknown
        : Insertable<Database[Name]>[Column]
      : never
  },
  'municipalityId'
>

/** Rows of one municipality on their way in. */
export type Batch = {
  readonly municipalityId: string
  /** The id of a thing of a kind, the same at every load. */
  id(kind: string, key: string): string
  add<Name extends Table>(table: Name, row: RowOf<Name>): void
  /** Writes what has been added, in the order that the foreign keys ask for, and empties the batch. */
  write(client: pg.ClientBase): Promise<void>
}

const longestChunk = 4_000_000
const mostRows = 5_000

export function makeBatch(namespace: string): Batch {
  const municipalityId = deterministicId(namespace, 'municipality')
  const waiting = new Map<string, object[]>()
  return {
    municipalityId,
    id: (kind, key) => deterministicId(`${namespace}/${kind}`, key),
    add(table, row) {
      const rows = waiting.get(table) ?? []
      waiting.set(table, rows)
      rows.push({ municipalityId, ...row })
    },
    async write(client) {
      for (const name of (await municipalTables(client)).names)
        await writeRows(client, name, waiting.get(camel(name)) ?? [])
      waiting.clear()
    },
  }
}

/** One statement for many rows: the rows travel as one JSON text and the database makes columns of them. */
async function writeRows(client: pg.ClientBase, table: string, rows: readonly object[]): Promise<void> {
  for (const alike of byColumns(rows)) {
    const columns = Object.keys(alike[0] ?? {})
      .map(snake)
      .join(', ')
    const statement = `insert into public.${table} (${columns})
      select ${columns} from jsonb_populate_recordset(null::public.${table}, $1::jsonb)`
    for (const chunk of chunks(alike)) await client.query(statement, [chunk])
  }
}

/** A column that is left out gets its default, so only rows with the same columns go together. */
function byColumns(rows: readonly object[]): Iterable<readonly object[]> {
  const groups = new Map<string, object[]>()
  for (const row of rows) {
    const columns = Object.keys(row).sort().join()
    const group = groups.get(columns)
    if (group) group.push(row)
    else groups.set(columns, [row])
  }
  return groups.values()
}

function* chunks(rows: readonly object[]): Generator<string> {
  let texts: string[] = []
  let length = 0
  for (const row of rows) {
    const text = JSON.stringify(
      Object.fromEntries(Object.entries(row).map(([name, value]) => [snake(name), plain(value)])),
    )
    if (texts.length === mostRows || length + text.length > longestChunk) {
      yield `[${texts.join(',')}]`
      texts = []
      length = 0
    }
    texts.push(text)
    length += text.length
  }
  if (texts.length > 0) yield `[${texts.join(',')}]`
}

function plain(value: unknown): unknown {
  return Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

function camel(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
