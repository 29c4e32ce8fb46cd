import type pg from 'pg'

/** One row that was inserted, changed or taken away, and whose it was. */
export type Touched = {
  readonly act: 'insert' | 'update' | 'delete'
  readonly table: string
  readonly municipalityId: string | null
}

/** What was changed in the database since it was last asked; what was rolled back is not among it. */
export type Changes = {
  readonly rows: () => Promise<readonly Touched[]>
  /** The same without whose: each act and table once. */
  readonly since: () => Promise<readonly string[]>
}

/** Lays a trigger on every table. Only ever in a database that was made for this and is thrown away after. */
export async function watchChanges(admin: pg.Client): Promise<Changes> {
  await admin.query(`
    create schema watched;
    create unlogged table watched.change (act text not null, tab text not null, municipality_id uuid);
    create function watched.note() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
    declare held jsonb := to_jsonb(coalesce(new, old));
    begin
      insert into watched.change values (lower(tg_op), tg_table_name,
        (held ->> case tg_table_name when 'municipality' then 'id' else 'municipality_id' end)::uuid);
      return null;
    end $$`)
  const { rows: tables } = await admin.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  )
  for (const { name } of tables)
    await admin.query(
      `create trigger zz_watched after insert or update or delete on public."${name}"
        for each row execute function watched.note()`,
    )
  const rows = async () => {
    const { rows: found } = await admin.query<Touched>(
      `with gone as (delete from watched.change returning *)
        select distinct act, tab as table, municipality_id as "municipalityId" from gone order by 1, 2, 3`,
    )
    return found
  }
  return {
    rows,
    since: async () => [...new Set((await rows()).map(({ act, table }) => `${act} ${table}`))],
  }
}

const excused: ReadonlySet<string> = new Set([
  'insert audit',
  'insert throttle',
  'update throttle',
  'update session',
])

/**
 * A refusal is written down, attempts and calls are counted, and a session is seen: that is what a 4xx may change.
 * Everything else is a fault.
 */
export const isExcused = (change: string) => excused.has(change)
