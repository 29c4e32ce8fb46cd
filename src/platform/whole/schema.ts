import type pg from 'pg'
import { fileColumns, leftOut, secretColumns, type Column, type Kind } from './shape.ts'

export type Shape = {
  readonly name: string
  readonly columns: readonly Column[]
  readonly key: readonly string[]
}

/** The tables as they are, asked of the database: a new table comes along without a line here. */
export async function listTables(client: pg.ClientBase, kind: Kind): Promise<readonly Shape[]> {
  const { rows } = await client.query<{ name: string; columns: [string, string][]; key: string[] | null }>(
    `select c.relname as name,
      (select json_agg(json_build_array(a.attname, format_type(a.atttypid, a.atttypmod)) order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          and a.attgenerated = '') as columns,
      (select json_agg(a.attname order by array_position(k.conkey, a.attnum)) from pg_constraint k
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any(k.conkey)
        where k.conrelid = c.oid and k.contype = 'p') as key
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by c.relname`,
  )
  return rows
    .filter(({ name }) => !leftOut[kind].includes(name))
    .map(({ name, columns, key }) => ({
      name,
      key: key ?? [],
      columns: columns.map(([column, type]) => ({
        name: column,
        type,
        as: kindOf(`${name}.${column}`, kind),
      })),
    }))
}

function kindOf(column: string, kind: Kind): Column['as'] {
  if (column in fileColumns) return 'file'
  return kind === 'export' && secretColumns.has(column) ? 'sealed' : 'value'
}

export type Migration = { readonly name: string; readonly checksum: string }

/** What the database has been through; nothing where it is new. */
export async function listMigrations(client: pg.ClientBase): Promise<readonly Migration[]> {
  const { rows: there } = await client.query(`select to_regclass('migration.done') as found`)
  if (!there[0]?.found) return []
  const { rows } = await client.query<Migration>('select name, checksum from migration.done order by name')
  return rows
}

/** Only this table's rows of one municipality; without a municipality all of them. */
export function whereOf(table: Shape, municipalityId: string | undefined): string {
  if (municipalityId === undefined) return ''
  const column = table.name === 'municipality' ? 'id' : 'municipality_id'
  if (!table.columns.some(({ name }) => name === column))
    throw new Error(`The table ${table.name} does not say which municipality a row belongs to`)
  return `where ${column} = '${asUuid(municipalityId)}'`
}

function asUuid(id: string): string {
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error('Not an id of a municipality')
  return id
}

export async function auditOf(
  client: pg.ClientBase,
  municipalityId: string,
): Promise<{ rows: number; head: string }> {
  const { rows } = await client.query<{ rows: string; head: string }>(
    `select count(*)::int as rows, coalesce((select encode(hash, 'hex') from audit where municipality_id = $1
      order by seq desc limit 1), '') as head from audit where municipality_id = $1`,
    [municipalityId],
  )
  return { rows: Number(rows[0]?.rows ?? 0), head: rows[0]?.head ?? '' }
}
