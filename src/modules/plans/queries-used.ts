import { sql } from 'kysely'
import { may, type Actor } from '#access/may.ts'
import { sumHoursByMonth } from '#modules/followups/public.ts'
import { holdsOn, dayOf, swedish } from '#platform/db/fragments.ts'
import type { Db } from '#platform/db/pool.ts'
import { listEstimates } from './queries-capacity.ts'
import { estimateFor, totalHours, type RoleHours } from './rules-capacity.ts'
import { meansOf, withoutFew, type Used, type UsedSum } from './rules-used.ts'
import type { Depth, ItemKind } from './rules.ts'

/**
 * What the board's follow-ups of a year took, by area, kind and depth, and for all areas together. Only those that have
 * come so far that the work is done, and have hours at all: an empty one would say that it took nothing.
 */
export async function listUsed(db: Db, given: { boardId: string; year: number }): Promise<Used[]> {
  const estimates = await listEstimates(db, given.boardId)
  return meansOf(await listSums(db, given)).map((row) => ({ ...row, estimate: estimateFor(estimates, row) }))
}

/** The same for a page, a file or another system: all of it for who plans, no few for the rest of the board's office. */
export async function listUsedFor(
  db: Db,
  actor: Actor,
  { boardId, year }: { boardId: string; year: number },
): Promise<Used[] | undefined> {
  if (actor.side !== 'office' || !may(actor, 'followUp.read', { boardId })) return undefined
  const used = await listUsed(db, { boardId, year })
  return may(actor, 'capacity.set', { boardId }) ? used : withoutFew(used)
}

async function listSums(db: Db, { boardId, year }: { boardId: string; year: number }): Promise<UsedSum[]> {
  const { rows } = await sql<UsedSum>`
    with done as (
      select h.follow_up_id, f.kind, f.depth, s.service_area_id, h.role, h.hours
      from used_hours h
      join follow_up f on f.municipality_id = h.municipality_id and f.id = h.follow_up_id
        and f.state in ('fixed', 'closed') and f.due_on between ${`${year}-01-01`} and ${`${year}-12-31`}
      join unit_state s on s.municipality_id = f.municipality_id and s.unit_id = f.unit_id
        and ${holdsOn('s', dayOf('f.requirementsPer'))}
      where h.board_id = ${boardId} and h.replaced_at is null),
    counted as (select service_area_id, kind, depth, count(distinct follow_up_id)::int as follow_ups
      from done group by grouping sets ((service_area_id, kind, depth), (kind, depth))),
    summed as (select service_area_id, kind, depth, role, sum(hours) as hours
      from done group by grouping sets ((service_area_id, kind, depth, role), (kind, depth, role)))
    select m.service_area_id, coalesce(a.name, '') as area_name, m.kind, m.depth, m.role, m.hours, c.follow_ups
    from summed m
    join counted c on c.kind = m.kind and c.depth = m.depth
      and c.service_area_id is not distinct from m.service_area_id
    left join service_area a on a.id = m.service_area_id
    order by m.service_area_id is not null, ${swedish('a.name')}, m.kind, m.depth, m.role`.execute(db)
  return rows
}

/** Hours that follow-ups took month by month, beside those that people had; null where none have been set. */
export async function usedHours(db: Db, given: { boardId: string; years: readonly number[] }) {
  const used = await sumHoursByMonth(db, given)
  const available = await db
    .selectFrom('staffHours')
    .select((select) => ['year', 'month', select.fn.sum<number>('hours').as('hours')])
    .where('boardId', '=', given.boardId)
    .where('year', 'in', [...given.years])
    .groupBy(['year', 'month'])
    .execute()
  return given.years.flatMap((year) =>
    Array.from({ length: 12 }, (_, at) => {
      const isThen = (row: { year: number; month: number }) => row.year === year && row.month === at + 1
      return {
        year,
        month: at + 1,
        used: used.find(isThen)?.used ?? 0,
        available: available.find(isThen)?.hours ?? null,
      }
    }),
  )
}
export type UsedMonth = Awaited<ReturnType<typeof usedHours>>[number]

/** What the plan counts with for one follow-up: its row's own hours, else the estimate of its kind and depth. */
export async function estimatedHoursOf(
  db: Db,
  followUp: { id: string; boardId: string; kind: ItemKind; depth: Depth },
): Promise<number | null> {
  const row = await db
    .selectFrom('followUp as f')
    .innerJoin('planItem as i', (join) =>
      join.onRef('i.municipalityId', '=', 'f.municipalityId').onRef('i.id', '=', 'f.planItemId'),
    )
    .select('i.hours')
    .where('f.id', '=', followUp.id)
    .executeTakeFirst()
  if (row) return row.hours
  const hours = totalHours(
    estimateFor(await listEstimates(db, followUp.boardId), { ...followUp, serviceAreaId: null }),
  )
  return hours > 0 ? hours : null
}

/** Every change of the board's estimates, the latest first. */
export function listEstimateChanges(db: Db, boardId: string) {
  return db
    .selectFrom('planEstimateChange as c')
    .leftJoin('account as p', (join) =>
      join.onRef('p.municipalityId', '=', 'c.municipalityId').onRef('p.id', '=', 'c.changedBy'),
    )
    .leftJoin('serviceArea as a', (join) =>
      join.onRef('a.municipalityId', '=', 'c.municipalityId').onRef('a.id', '=', 'c.serviceAreaId'),
    )
    .select(['c.id', 'c.depth', 'c.reason', 'c.followUps', 'c.changedAt'])
    .select([
      sql<ItemKind>`c.kind`.as('kind'),
      sql<string>`coalesce(p.name, '')`.as('by'),
      sql<string>`coalesce(a.name, '')`.as('areaName'),
      // Written by `keepEstimate` in this shape.
      sql<RoleHours | null>`c.before`.as('before'),
      sql<RoleHours | null>`c.after`.as('after'),
    ])
    .where('c.boardId', '=', boardId)
    .orderBy('c.changedAt', 'desc')
    .orderBy('c.id', 'desc')
    .limit(200)
    .execute()
}
export type EstimateChange = Awaited<ReturnType<typeof listEstimateChanges>>[number]
