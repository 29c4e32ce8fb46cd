import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import type { Db } from '#platform/db/pool.ts'
import type { SuccessionKind } from './rules.ts'
import { unitNameOn } from './unit-name.ts'

/** A unit that another came from, or became: how many steps away, and what happened at the nearest of them. */
export type Relative = {
  unitId: string
  name: string
  side: 'before' | 'after'
  steps: number
  successionId: string
  kind: SuccessionKind
  happenedOn: IsoDate
  note: string
}

/**
 * The whole chain of a unit, nearest first on either side. Only the office reads it (the policy of the table): what an
 * earlier operator was told is never another's because the unit has gone on.
 */
export async function listLineage(db: Db, unitId: string, day: IsoDate): Promise<Relative[]> {
  const { rows } = await sql<Relative>`with recursive
    before as (
      select x.municipality_id, x.from_unit_id as unit_id, 1 as steps, x.id, x.kind, x.happened_on, x.note
        from unit_succession x where x.to_unit_id = ${unitId} and x.withdrawn_at is null
      union
      select x.municipality_id, x.from_unit_id, b.steps + 1, x.id, x.kind, x.happened_on, x.note
        from before b join unit_succession x on x.municipality_id = b.municipality_id and x.to_unit_id = b.unit_id
        where x.withdrawn_at is null and b.steps < 50),
    after as (
      select x.municipality_id, x.to_unit_id as unit_id, 1 as steps, x.id, x.kind, x.happened_on, x.note
        from unit_succession x where x.from_unit_id = ${unitId} and x.withdrawn_at is null
      union
      select x.municipality_id, x.to_unit_id, a.steps + 1, x.id, x.kind, x.happened_on, x.note
        from after a join unit_succession x on x.municipality_id = a.municipality_id and x.from_unit_id = a.unit_id
        where x.withdrawn_at is null and a.steps < 50),
    chain as (select *, 'before' as side from before union all select *, 'after' from after)
    select * from (select distinct on (side, unit_id) unit_id, side, steps, id as succession_id, kind, happened_on, note,
        ${unitNameOn('chain', day)} as name
      from chain order by side, unit_id, steps, id) nearest
    order by side desc, steps, happened_on desc, name collate "sv-SE-x-icu", unit_id`.execute(db)
  return rows
}

/** The units this one came from, however far back: where its earlier deficiencies and results are looked for. */
export async function predecessorsOf(db: Db, unitId: string): Promise<string[]> {
  const { rows } = await sql<{ unitId: string }>`with recursive before as (
      select x.municipality_id, x.from_unit_id as unit_id from unit_succession x
        where x.to_unit_id = ${unitId} and x.withdrawn_at is null
      union
      select x.municipality_id, x.from_unit_id from before b
        join unit_succession x on x.municipality_id = b.municipality_id and x.to_unit_id = b.unit_id
        where x.withdrawn_at is null)
    select distinct unit_id from before order by unit_id`.execute(db)
  return rows.map((row) => row.unitId)
}
