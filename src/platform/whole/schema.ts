import type { Asked } from './reader.ts'
import { fileColumns, leftOut, secretColumns, type Column, type Kind } from './shape.ts'

export type Shape = {
  readonly name: string
  readonly columns: readonly Column[]
}

/** The tables as they are, asked of the database: a new table comes along without a line here. */
export async function listTables(client: Asked, kind: Kind): Promise<readonly Shape[]> {
  const { rows } = await client.query<{ name: string; columns: [string, string][] }>(
    `select c.relname as name,
      (select json_agg(json_build_array(a.attname, format_type(a.atttypid, a.atttypmod)) order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          and a.attgenerated = '') as columns
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by c.relname`,
  )
  return rows
    .filter(({ name }) => !leftOut[kind].includes(name))
    .map(({ name, columns }) => ({
      name,
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
export async function listMigrations(client: Asked): Promise<readonly Migration[]> {
  const { rows: there } = await client.query(`select to_regclass('migration.done') as found`)
  if (!there[0]?.found) return []
  const { rows } = await client.query<Migration>('select name, checksum from migration.done order by name')
  return rows
}

export async function auditOf(
  client: Asked,
  municipalityId: string,
): Promise<{ rows: number; head: string }> {
  const { rows } = await client.query<{ rows: string; head: string }>(
    `select count(*)::int as rows, coalesce((select encode(hash, 'hex') from audit where municipality_id = $1
      order by seq desc limit 1), '') as head from audit where municipality_id = $1`,
    [municipalityId],
  )
  return { rows: Number(rows[0]?.rows ?? 0), head: rows[0]?.head ?? '' }
}
