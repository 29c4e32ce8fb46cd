import { sql } from 'kysely'
import type { Db } from '#platform/db/pool.ts'
import { undoTexts as t } from '#texts/sv/imports.ts'
import type { ImportKind } from './rules.ts'
import type { Done } from './written.ts'

export type DoneRow = { label: string; kind: ImportKind; done: Done }
/** Why something cannot be taken back. */
export type Blocker = { label: string; kind: ImportKind; why: string }

export async function listDoneRows(db: Db, importId: string): Promise<DoneRow[]> {
  return (
    db
      .selectFrom('importRow')
      .select('label')
      // Written by this module only, as these shapes.
      .select([sql<ImportKind>`kind`.as('kind'), sql<Done>`done`.as('done')])
      .where('importId', '=', importId)
      .where('done', 'is not', null)
      .orderBy('sheet')
      .orderBy('rowNumber')
      .execute()
  )
}

/** What has been built on the import, or changed after it: as long as there is any, nothing of it is taken back. */
export async function listBlockers(db: Db, rows: readonly DoneRow[]): Promise<Blocker[]> {
  const ids = idsByKind(rows)
  const added = rows.flatMap(({ done }) => ('added' in done ? done.added : []))
  const own = { ids, added, roles: rows.flatMap(({ done }) => (done.kind === 'people' ? done.roles : [])) }
  const why = new Map<string, string>()
  const say = (found: readonly string[], text: string) => {
    for (const id of found) if (!why.has(id)) why.set(id, text)
  }
  say(await changedStates(db, 'unit_state', own.added, ids.units), t.changedSince)
  say(await changedStates(db, 'agreement_state', own.added, ids.agreements), t.changedSince)
  say(await changedRevisions(db, rows), t.changedSince)
  for (const { table, ids: used } of await listUses(db, 'unit_id', ids.newUnits, own.roles))
    say(used, t.usedBy(table))
  for (const { table, ids: used } of await listUses(db, 'agreement_id', ids.newAgreements, []))
    say(used, t.usedBy(table))
  say(await usedProviders(db, own), t.hasUnits)
  say(await usedAreas(db, own), t.hasUnits)
  say(await usedAccounts(db, ids.newPeople), t.hasSignedIn)
  return rows.flatMap(({ label, kind, done }) => {
    const text = why.get(done.id)
    return text ? [{ label, kind, why: text }] : []
  })
}

function idsByKind(rows: readonly DoneRow[]) {
  const of = (kind: ImportKind, onlyNew: boolean) =>
    rows.flatMap(({ done }) => (done.kind === kind && (!onlyNew || isNew(done)) ? [done.id] : []))
  return {
    units: of('units', false),
    newUnits: of('units', true),
    agreements: of('agreements', false),
    newAgreements: of('agreements', true),
    newProviders: of('providers', true),
    newAreas: of('areas', true),
    newPeople: of('people', true),
  }
}

export function isNew(done: Done): boolean {
  return 'isNew' in done ? done.isNew : done.before === null
}

type Own = { ids: ReturnType<typeof idsByKind>; added: readonly string[]; roles: readonly string[] }

/** A state that the import recorded no longer holds, or another has come beside it. */
async function changedStates(
  db: Db,
  table: 'unit_state' | 'agreement_state',
  added: readonly string[],
  ids: readonly string[],
): Promise<string[]> {
  if (ids.length === 0) return []
  const column = sql.ref(table === 'unit_state' ? 'unit_id' : 'agreement_id')
  const { rows } = await sql<{ id: string }>`select distinct ${column} as id from ${sql.table(table)}
    where ${column} = any(${[...ids]}::uuid[])
      and ((id = any(${[...added]}::uuid[]) and superseded_at is not null)
        or (id <> all(${[...added]}::uuid[]) and superseded_at is null and recorded_at >
          (select max(o.recorded_at) from ${sql.table(table)} o where o.id = any(${[...added]}::uuid[]))))`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

async function changedRevisions(db: Db, rows: readonly DoneRow[]): Promise<string[]> {
  const kept = rows.flatMap(({ done }) => (done.kind === 'areas' || done.kind === 'providers' ? [done] : []))
  const asked = JSON.stringify(kept.map(({ id, revision }) => ({ id, revision })))
  const { rows: found } = await sql<{ id: string }>`select x.id from jsonb_to_recordset(${asked}::jsonb)
      as x (id uuid, revision integer)
    left join provider p on p.id = x.id left join service_area a on a.id = x.id
    where coalesce(p.revision, a.revision) is distinct from x.revision`.execute(db)
  return found.map(({ id }) => id)
}

/** What is the log's, the engine's or the import's own is no use of the thing. */
const noUse = ['audit', 'notice', 'unit_state', 'agreement_state', 'agreement_unit', 'import', 'import_row']

/** Every table that names a unit or an agreement, also those that come later: none of them may name what is undone. */
async function listUses(
  db: Db,
  column: 'unit_id' | 'agreement_id',
  ids: readonly string[],
  roles: readonly string[],
) {
  if (ids.length === 0) return []
  const { rows: tables } = await sql<{ name: string; hasId: boolean }>`select c.table_name as name,
      exists (select from information_schema.columns k where k.table_schema = 'public'
        and k.table_name = c.table_name and k.column_name = 'id') as has_id
    from information_schema.columns c
    join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
    where c.table_schema = 'public' and c.column_name = ${column} and t.table_type = 'BASE TABLE'
      and has_table_privilege(to_regclass(format('public.%I', c.table_name))::oid, 'select') and c.table_name not like 'duty%'
      and c.table_name <> all(${noUse}) order by 1`.execute(db)
  const uses = []
  for (const { name, hasId } of tables) {
    const others = hasId ? sql`and id <> all(${[...roles]}::uuid[])` : sql``
    const { rows } = await sql<{
      id: string
    }>`select distinct ${sql.ref(column)} as id from ${sql.table(name)}
      where ${sql.ref(column)} = any(${[...ids]}::uuid[]) ${others}`.execute(db)
    if (rows.length > 0) uses.push({ table: name, ids: rows.map(({ id }) => id) })
  }
  return uses
}

/** Units and agreements of the same import go with it; those of others hold the provider where it is. */
async function usedProviders(db: Db, { ids, added }: Own): Promise<string[]> {
  if (ids.newProviders.length === 0) return []
  const providers = sql`${[...ids.newProviders]}::uuid[]`
  const { rows } = await sql<{ id: string }>`
    select provider_id as id from unit_state where superseded_at is null and provider_id = any(${providers})
      and id <> all(${[...added]}::uuid[])
    union select provider_id from agreement_state where superseded_at is null and provider_id = any(${providers})
      and id <> all(${[...added]}::uuid[])
    union select provider_id from account where state <> 'closed' and provider_id = any(${providers})
      and id <> all(${ids.newPeople}::uuid[])`.execute(db)
  return rows.map(({ id }) => id)
}

async function usedAreas(db: Db, { ids, added }: Own): Promise<string[]> {
  if (ids.newAreas.length === 0) return []
  const { rows } = await sql<{ id: string }>`select distinct service_area_id as id from unit_state
    where superseded_at is null and service_area_id = any(${ids.newAreas}::uuid[])
      and id <> all(${[...added]}::uuid[])`.execute(db)
  return rows.map(({ id }) => id)
}

async function usedAccounts(db: Db, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: string }>`select id from account
    where id = any(${[...ids]}::uuid[]) and state = 'active'`.execute(db)
  return rows.map(({ id }) => id)
}
