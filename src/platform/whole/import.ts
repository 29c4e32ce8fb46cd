import type pg from 'pg'
import { listTables, auditOf, type Migration } from './schema.ts'
import type { Manifest, Municipality } from './shape.ts'
import type { Source } from './source.ts'
import { loadTable } from './load-table.ts'

/**
 * Brings in all of it in the open transaction, or throws: the caller rolls back. Rows keep their ids and the log its
 * hashes. References are checked when everything is in, so that the order does not matter and rings are no trouble.
 */
export async function loadWhole(client: pg.ClientBase, source: Source, manifest: Manifest): Promise<void> {
  await client.query(`set local timezone = 'UTC'`)
  const shapes = await listTables(client, manifest.kind)
  refuseOtherShape(manifest, new Map(shapes.map(({ name, columns }) => [name, columns.map((c) => c.name)])))
  await refuseThere(client, manifest.municipalities)
  await withoutTriggers(client, () =>
    withLateReferences(client, async () => {
      for (const table of manifest.tables) {
        const rows = await loadTable(client, source, table)
        if (rows !== table.rows)
          throw new Error(`${table.path} har ${rows} rader, men manifestet säger ${table.rows}.`)
      }
    }),
  )
  for (const municipality of manifest.municipalities) await checkLog(client, municipality)
}

/** The database must be at the version that the export was made from. */
export function refuseOtherVersion(manifest: Manifest, here: readonly Migration[]): void {
  const known = new Map(here.map(({ name, checksum }) => [name, checksum]))
  const unknown = manifest.migrations.find(({ name, checksum }) => known.get(name) !== checksum)
  if (unknown)
    throw new Error(
      `${whatOf(manifest)} är gjord med en nyare eller annan version av Uppsikt: ${unknown.name} ` +
        `${known.has(unknown.name) ? 'är en annan' : 'saknas'} här. Uppgradera den här installationen till ` +
        'den versionen (uppsikt migrate) och försök igen. Inget har lästs in.',
    )
  const [last] = here.slice(-1)
  if (here.length > manifest.migrations.length)
    throw new Error(
      `${whatOf(manifest)} är gjord med en äldre version av Uppsikt än den här (${last?.name}). ` +
        'Läs in den i den version den gjordes med, eller gör en ny efter uppgraderingen. Inget har lästs in.',
    )
}

const whatOf = ({ kind }: Manifest) => (kind === 'backup' ? 'Säkerhetskopian' : 'Exporten')

function refuseOtherShape(manifest: Manifest, here: ReadonlyMap<string, readonly string[]>): void {
  for (const { name, columns } of manifest.tables) {
    const found = here.get(name)
    const unknown = columns.find((column) => !found?.includes(column.name))
    if (!found || unknown)
      throw new Error(
        `Exporten har ${name}${unknown ? `.${unknown.name}` : ''}, som inte finns i databasen här.`,
      )
  }
}

async function refuseThere(client: pg.ClientBase, municipalities: readonly Municipality[]): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    'select name from municipality where id = any($1::uuid[])',
    [municipalities.map(({ id }) => id)],
  )
  if (rows[0]) throw new Error(`${rows[0].name} finns redan i databasen. Inget har lästs in.`)
}

/** Rows come in as they were: nothing numbers them, adds to them or tells of them. */
async function withoutTriggers(client: pg.ClientBase, work: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select distinct tgrelid::regclass::text as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where not tgisinternal and c.relnamespace = 'public'::regnamespace`,
  )
  for (const { name } of rows) await client.query(`alter table ${name} disable trigger user`)
  await work()
  for (const { name } of rows) await client.query(`alter table ${name} enable trigger user`)
}

async function withLateReferences(client: pg.ClientBase, work: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<{ of: string; name: string }>(
    `select conrelid::regclass::text as of, quote_ident(conname) as name from pg_constraint
      where contype = 'f' and not condeferrable and connamespace = 'public'::regnamespace`,
  )
  for (const { of, name } of rows)
    await client.query(`alter table ${of} alter constraint ${name} deferrable initially deferred`)
  await work()
  await client.query('set constraints all immediate')
  for (const { of, name } of rows)
    await client.query(`alter table ${of} alter constraint ${name} not deferrable`)
}

/** The chain of the log holds and ends as it did. */
async function checkLog(client: pg.ClientBase, { id, name, audit }: Municipality): Promise<void> {
  await client.query(
    `select set_config('app.municipality', $1, true), set_config('app.powers', 'auditor', true)`,
    [id],
  )
  const { rows } = await client.query<{ seq: string | null }>('select first_broken_audit($1) as seq', [id])
  const broken = rows[0]?.seq ?? null
  if (broken !== null) throw new Error(`Loggen för ${name} är bruten vid rad ${broken}. Inget har lästs in.`)
  const now = await auditOf(client, id)
  if (now.head !== audit.head || now.rows !== audit.rows)
    throw new Error(`Loggen för ${name} är inte den som exporterades. Inget har lästs in.`)
}
