import { sql, type RawBuilder } from 'kysely'
import type { Context } from '#platform/command.ts'
import type { Change } from './changes.ts'
import type { YearPlan } from './queries.ts'
import type { PlanItem } from './rules.ts'

/** The SQL of `isCalledOff`, the other way round: all follow-ups of a row being cancelled, and nothing ticked off. */
export function standsInPlan(alias: string): RawBuilder<boolean> {
  const i = (column: string) => sql.ref(`${alias}.${column}`)
  return sql`(${i('doneOn')} is not null or not exists (select from follow_up c
      where c.municipality_id = ${i('municipalityId')} and c.plan_item_id = ${i('id')})
    or exists (select from follow_up c where c.municipality_id = ${i('municipalityId')}
      and c.plan_item_id = ${i('id')} and c.state <> 'cancelled'))`
}

type Wanted = Pick<PlanItem, 'unitId' | 'year' | 'kind' | 'theme' | 'originId'>

/**
 * Makes room for new rows: a row whose follow-up was cancelled would answer to nothing and stand in the way, since a unit
 * is planned once a year. It is taken away as by hand: its history stays, and it can be put back while no other stands there.
 */
export async function dropCalledOff(
  { db, now }: Context,
  plan: Pick<YearPlan, 'id'>,
  wanted: readonly Wanted[],
): Promise<Change[]> {
  const rows = wanted.filter(({ unitId }) => unitId !== null)
  if (rows.length === 0) return []
  const { rows: gone } = await sql<{ id: string }>`
    update plan_item i set removed_at = ${now}, revision = i.revision + 1
    from unnest(${rows.map((row) => row.unitId)}::uuid[], ${rows.map((row) => row.year)}::int[],
      ${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.theme)}::text[],
      ${rows.map((row) => row.originId)}::uuid[]) as w (unit_id, year, kind, theme, origin_id)
    where i.year_plan_id = ${plan.id} and i.removed_at is null and not ${standsInPlan('i')}
      and i.unit_id = w.unit_id and i.year = w.year and i.kind = w.kind
      and (i.kind = 'planned' or (i.theme = w.theme and i.origin_id is not distinct from w.origin_id))
    returning i.id`.execute(db)
  return [...new Set(gone.map(({ id }) => id))].map((itemId) => ({
    ...{ itemId, kind: 'removed' as const, before: null, after: null }, // one of the kinds of changes
  }))
}
