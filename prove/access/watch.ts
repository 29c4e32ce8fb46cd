import type pg from 'pg'

/** One row that somebody's request inserted, changed or took away, and whose it was. */
export type Touched = {
  readonly table: string
  readonly municipalityId: string | null
  readonly boardId: string | null
  readonly unitId: string | null
}

/** What every request may write, refused or not: the log, counters, and that somebody was here. */
const quiet = ['audit', 'session', 'session_grant', 'throttle', 'half_sign_in', 'pending_sign_in']

/**
 * A trigger on every table of the proof's own database tells which rows a request changed for good; what is rolled back
 * is not among them.
 */
export async function watch(admin: pg.Client): Promise<void> {
  await admin.query(`create schema proof;
    create table proof.touched (tab text, municipality_id uuid, board_id uuid, unit_id uuid);
    create function proof.touch() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
      declare held jsonb := to_jsonb(coalesce(new, old));
      begin
        insert into proof.touched values (tg_table_name, (held->>'municipality_id')::uuid, (held->>'board_id')::uuid,
          (held->>'unit_id')::uuid);
        return null;
      end $$`)
  const { rows } = await admin.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
      and relname <> all($1)`,
    [quiet],
  )
  for (const { name } of rows)
    await admin.query(
      `create trigger zz_proof after insert or update or delete on public.${name} for each row execute function proof.touch()`,
    )
}

/** What was changed since the last time it was asked. */
export async function takeTouched(admin: pg.Client): Promise<Touched[]> {
  const { rows } = await admin.query<Touched>(
    `with gone as (delete from proof.touched returning *)
      select tab as table, municipality_id as "municipalityId", board_id as "boardId", unit_id as "unitId" from gone`,
  )
  return rows
}
