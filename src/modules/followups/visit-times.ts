import { sql } from 'kysely'
import { z } from 'zod'
import type { IsoDate } from '#kernel/dates.ts'
import { unitsOn } from '#modules/organisation/public.ts'
import { patternsOf, swedish } from '#platform/db/fragments.ts'
import { chosenOrder, paged } from '#platform/db/paged.ts'
import type { Db } from '#platform/db/pool.ts'
import { listFields, sortBy } from '#platform/list-filter.ts'
import type { TimeOfDay } from './rules.ts'

export const visitTimeSorts = ['enhet', 'kontorstid', 'kvall', 'natt', 'helg', 'antal', 'senast'] as const
export const VisitTimeFilter = z.object({
  ...listFields,
  area: z.uuid().optional(),
  year: z.coerce.number().int().min(1900).max(9999).optional(),
  /** Units that have been visited, and never outside office hours. */
  officeHoursOnly: z.stringbool().optional(),
  visited: z.stringbool().optional(),
  sort: sortBy(visitTimeSorts, 'enhet'),
})
export type VisitTimeFilter = z.output<typeof VisitTimeFilter>

const orders = {
  enhet: swedish('name'),
  kontorstid: sql`office_hours`,
  kvall: sql`evening`,
  natt: sql`night`,
  helg: sql`weekend`,
  antal: sql`visits`,
  senast: sql`latest`,
} as const

/**
 * How the visits of each unit spread over the day and the week (M-105). Only visits that have been made: one that is
 * not announced is nobody's to count before it has begun.
 */
export async function listVisitTimes(db: Db, filter: VisitTimeFilter, today: IsoDate) {
  let query = db.selectFrom(countedBy(db, filter, today).as('r')).selectAll()
  if (filter.area) query = query.where('serviceAreaId', '=', filter.area)
  if (filter.visited) query = query.where('visits', '>', 0)
  if (filter.officeHoursOnly) query = query.where(sql<boolean>`visits > 0 and visits = office_hours`)
  for (const like of patternsOf(filter.q))
    query = query.where((where) =>
      where.or([where('name', 'ilike', like), where('providerName', 'ilike', like)]),
    )
  const ordered = query.orderBy(chosenOrder(orders, filter.sort)).orderBy(swedish('name')).orderBy('unitId')
  const { rows, total } = await paged(ordered, filter)
  return { units: rows, total }
}
export type VisitTimeRow = Awaited<ReturnType<typeof listVisitTimes>>['units'][number]

function countedBy(db: Db, { year }: VisitTimeFilter, today: IsoDate) {
  const of = (time: TimeOfDay) => sql<number>`(count(v.id) filter (where v.time_of_day = ${time}))::int`
  const day = sql<IsoDate>`(v.starts_at at time zone 'Europe/Stockholm')::date`
  return unitsOn(db, today)
    .leftJoin('visit as v', (join) =>
      join
        .onRef('v.municipalityId', '=', 'u.municipalityId')
        .onRef('v.unitId', '=', 'u.id')
        .on('v.begunAt', 'is not', null)
        .on(year ? sql<boolean>`extract(year from ${day}) = ${year}` : sql<boolean>`true`),
    )
    .select(['u.id as unitId', 's.name', 's.serviceAreaId', 'a.name as areaName', 'p.name as providerName'])
    .select([
      of('officeHours').as('officeHours'),
      of('evening').as('evening'),
      of('night').as('night'),
      of('weekend').as('weekend'),
      sql<number>`count(v.id)::int`.as('visits'),
      sql<IsoDate | null>`max(${day})`.as('latest'),
    ])
    .where('s.status', 'in', ['active', 'planned', 'paused'])
    .groupBy(['u.id', 's.name', 's.serviceAreaId', 'a.name', 'p.name'])
}
