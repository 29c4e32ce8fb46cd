import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import type { Db } from '#platform/db/pool.ts'
import { adminVerbs, rowsOf, swedishDay, type LogMonth } from './month.ts'
import type { Found } from './rules.ts'

type Draw = LogMonth & { readonly seed: string; readonly size: number }

/**
 * Rows by chance: the same seed draws the same rows for ever, and before there is a seed nobody can know which. One in
 * turn from each of readings, administrators' deeds, refusals and the rest, so that what is few is among them.
 */
export async function drawSample(tx: Db, { seed, size, ...month }: Draw): Promise<Found[]> {
  const { rows } = await sql<{ seq: number; subjectId: string; day: IsoDate }>`
    select seq, subject_id, day from (
      select seq, subject_id, day, stratum, row_number() over (partition by stratum
        order by sha256(convert_to(${`${seed}:`}::text || seq, 'UTF8')), seq) as turn
      from (select l.seq, l.account_id as subject_id, ${swedishDay} as day, case
            when l.outcome = 'read' then 1
            when l.verb = any(${adminVerbs}::text[]) then 2
            when l.outcome = 'denied' then 3 else 4 end as stratum
          from ${rowsOf(month)}) parted) turned
    order by turn, stratum limit ${size}`.execute(tx)
  return rows.map(({ seq, ...of }) => ({ ...of, rule: 'sample', seqs: [seq] }))
}

/** How many rows there are to draw from. */
export async function countRows(tx: Db, month: LogMonth): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${rowsOf(month)}`.execute(tx)
  return rows[0]?.count ?? 0
}
