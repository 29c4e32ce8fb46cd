import { sql } from 'kysely'
import { z } from 'zod'
import type { IsoDate } from '#kernel/dates.ts'
import { unitsOn } from '#modules/organisation/public.ts'
import { patternsOf, swedish } from '#platform/db/fragments.ts'
import { chosenOrder, paged } from '#platform/db/paged.ts'
import type { Db } from '#platform/db/pool.ts'
import { listFields, sortBy } from '#platform/list-filter.ts'

export const ownPlanSorts = ['nar', 'enhet'] as const
export const OwnPlanFilter = z.object({
  ...listFields,
  unit: z.uuid().optional(),
  year: z.coerce.number().int().min(1900).max(9999).optional(),
  sort: sortBy(ownPlanSorts, 'nar'),
})
export type OwnPlanFilter = z.output<typeof OwnPlanFilter>

const orders = { nar: sql`w.year * 2 + w.half`, enhet: swedish('s.name') } as const

/**
 * What the decided plans say of an operator's own units this year and later, by half-year. The database's function is
 * the wall: the plan itself, months, teams and visits that are not announced never come out of it.
 */
export async function listOwnPlan(db: Db, filter: OwnPlanFilter, today: IsoDate) {
  const told = sql<{ unitId: string; year: number; half: 1 | 2 }>`planned_for_own_units()`
  let query = unitsOn(db, today)
    .innerJoin(told.as('w'), (join) => join.onRef('w.unitId', '=', 'u.id'))
    .select(['w.unitId', 's.name as unitName', 'a.name as serviceArea', 'w.year', 'w.half'])
    .where('w.year', '>=', Number(today.slice(0, 4)))
  if (filter.unit) query = query.where('u.id', '=', filter.unit)
  if (filter.year) query = query.where('w.year', '=', filter.year)
  for (const like of patternsOf(filter.q)) query = query.where('s.name', 'ilike', like)
  const ordered = query
    .orderBy(chosenOrder(orders, filter.sort))
    .orderBy(swedish('s.name'))
    .orderBy('u.id')
    .orderBy('w.year')
    .orderBy('w.half')
  const { rows, total } = await paged(ordered, filter)
  return { planned: rows, total }
}
export type OwnPlanRow = Awaited<ReturnType<typeof listOwnPlan>>['planned'][number]
