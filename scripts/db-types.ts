import { writeFile } from 'node:fs/promises'
import pg from 'pg'

/** Writes src/platform/db/types.ts from a migrated database: `npm run db:types` with DATABASE_URL. */
const target = 'src/platform/db/types.ts'

const scalars: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  date: 'string',
  bool: 'boolean',
  int4: 'number',
  int8: 'number',
  numeric: 'number',
  timestamptz: 'Date',
  jsonb: 'Json',
  bytea: 'Buffer',
  _text: 'string[]',
  _uuid: 'string[]',
  _int4: 'number[]',
}

type Column = {
  table_name: string
  column_name: string
  udt_name: string
  nullable: boolean
  has_default: boolean
}

const client = new pg.Client({ connectionString: process.env['DATABASE_URL'] })
await client.connect()
const { rows } = await client.query<Column>(`
  select table_name, column_name, udt_name, is_nullable = 'YES' as nullable, column_default is not null as has_default
  from information_schema.columns where table_schema = 'public' order by table_name, ordinal_position`)
const words = await client.query<{ table_name: string; definition: string }>(`
  select conrelid::regclass::text as table_name, pg_get_constraintdef(oid) as definition
  from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace`)
await client.end()
const wordLists = new Map(words.rows.flatMap(wordList))
await writeFile(target, fileText(rows))

function fileText(columns: readonly Column[]): string {
  const tables = Map.groupBy(columns, (column) => column.table_name)
  const shapes = [...tables].map(
    ([name, list]) => `export type ${pascal(name)}Table = {\n${list.map(line).join('\n')}\n}`,
  )
  const database = [...tables.keys()].map((name) => `  ${camel(name)}: ${pascal(name)}Table`).join('\n')
  return `// Written by scripts/db-types.ts from the migrated database. Do not edit.
import type { ColumnType, Generated } from 'kysely'

/** What a jsonb column holds; the module that owns the column knows the shape. */
export type Json = ColumnType<unknown, string, string>
/** The same where the database has a value of its own. */
export type JsonOrDefault = ColumnType<unknown, string | undefined, string>

${shapes.join('\n\n')}

export type Database = {
${database}
}
`
}

/** A state is one of the words its check constraint lists: `check (state in ('open', …))` becomes a union. */
function wordList(row: { table_name: string; definition: string }): [string, string][] {
  const match = /^CHECK \(\(+(\w+) = ANY \(ARRAY\[([^\]]+)\]\)+$/.exec(row.definition)
  if (!match?.[1] || !match[2]) return []
  const union = [...match[2].matchAll(/'([^']*)'::text/g)].map((word) => `'${word[1]}'`).join(' | ')
  if (union === '') return []
  return union ? [[`${row.table_name}.${match[1]}`, union]] : []
}

function line(column: Column): string {
  const base = wordLists.get(`${column.table_name}.${column.column_name}`) ?? scalars[column.udt_name]
  if (!base)
    throw new Error(`No TypeScript type for ${column.udt_name} (${column.table_name}.${column.column_name})`)
  if (base === 'Json' && column.has_default) return `  ${camel(column.column_name)}: JsonOrDefault`
  const type = column.nullable ? `${base} | null` : base
  return `  ${camel(column.column_name)}: ${column.has_default ? `Generated<${type}>` : type}`
}

function camel(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}

function pascal(name: string): string {
  const text = camel(name)
  return text.charAt(0).toUpperCase() + text.slice(1)
}
