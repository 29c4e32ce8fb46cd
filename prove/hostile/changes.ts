import type pg from 'pg'

/** What was changed in the database since it was last asked, transactions that were rolled back left out. */
export type Changes = { since(): Promise<readonly string[]> }

/**
 * A refusal is written down, attempts and calls are counted, and a session is seen: that is what a 4xx may change.
 * Everything else is a fault.
 */
const excused: ReadonlySet<string> = new Set([
  'insert audit',
  'insert throttle',
  'update throttle',
  'update session',
])

export const isExcused = (change: string) => excused.has(change)

/** Lays a trigger on every table. Only ever in a database that was made for this and is thrown away after. */
export async function watchChanges(admin: pg.Client): Promise<Changes> {
  await admin.query(`
    create schema if not exists watched;
    grant usage on schema watched to public;
    create unlogged table watched.change (id bigint generated always as identity, what text not null);
    create function watched.note() returns trigger language plpgsql security definer set search_path = watched as $$
    begin
      insert into watched.change (what) values (lower(tg_op) || ' ' || tg_table_name);
      return null;
    end $$`)
  const { rows } = await admin.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  )
  for (const { name } of rows)
    await admin.query(
      `create trigger watched after insert or update or delete on public."${name}"
        for each row execute function watched.note()`,
    )
  return {
    async since() {
      const found = await admin.query<{ what: string }>(
        'with gone as (delete from watched.change returning what) select distinct what from gone order by 1',
      )
      return found.rows.map(({ what }) => what)
    },
  }
}
