import { sql } from 'kysely'
import { personMonth } from '#methods/planner/why/plan-index.ts'
import { askedHours, listEstimates, type PlanItem, type YearPlan } from '#modules/plans/public.ts'
import type { Db } from '#platform/db/pool.ts'
import type { EventHours, Outcome } from './displace.ts'

/** A row that was pushed aside, in the words it was decided in. */
export type Displaced = {
  itemId: string
  name: string
  from: string
  to: string
  breaks: string[]
}

/** What has been put into a plan, the latest first. */
export function listPlanEvents(db: Db, yearPlanId: string) {
  return db
    .selectFrom('planEvent as e')
    .innerJoin('planItem as i', (join) =>
      join.onRef('i.municipalityId', '=', 'e.municipalityId').onRef('i.id', '=', 'e.planItemId'),
    )
    .innerJoin('account as a', (join) =>
      join.onRef('a.municipalityId', '=', 'e.municipalityId').onRef('a.id', '=', 'e.recordedBy'),
    )
    .select(['e.id', 'e.followUpId', 'e.planItemId', 'e.version', 'e.overReserve', 'e.reason', 'e.decidedOn'])
    .select(['e.decidedBy', 'e.point', 'e.recordedAt', 'i.name', 'a.name as recordedBy'])
    .select([
      sql<Outcome>`e.outcome`.as('outcome'),
      // Written by `placeEvent` in this shape.
      sql<Displaced[]>`e.displaced`.as('displaced'),
    ])
    .where('e.yearPlanId', '=', yearPlanId)
    .orderBy('e.recordedAt', 'desc')
    .orderBy('e.id')
    .execute()
}
export type PlanEvent = Awaited<ReturnType<typeof listPlanEvents>>[number]

/**
 * Hours of the events that stand in a plan. Those somebody has given month by month count as given; others as their rows
 * lie, and the rows' own hours are what was taken from people beforehand.
 */
export async function eventHoursOf(
  db: Db,
  plan: Pick<YearPlan, 'id' | 'boardId'>,
  items: readonly PlanItem[],
): Promise<EventHours> {
  const events = items.filter(({ kind }) => kind === 'eventDriven')
  const given = (await givenHours(db, plan.id)).filter((one) =>
    events.some(({ id }) => id === one.planItemId),
  )
  const isGiven = new Set(given.map(({ planItemId }) => planItemId))
  const estimates = await listEstimates(db, plan.boardId)
  const known = new Map(
    askedHours(
      events.filter(({ id }) => !isGiven.has(id)),
      estimates,
    ),
  )
  for (const { accountId, month, hours } of given.flatMap((one) => one.hours)) {
    const key = personMonth(accountId, month)
    known.set(key, (known.get(key) ?? 0) + hours)
  }
  return { taken: askedHours(events, estimates), known }
}

/** Month by month, for computing alone: of a visit that nobody announces the month is told to nobody by this. */
function givenHours(db: Db, yearPlanId: string) {
  return (
    db
      .selectFrom('planEvent')
      // Written by `placeEvent` in this shape.
      .select(['planItemId', sql<{ accountId: string; month: string; hours: number }[]>`hours`.as('hours')])
      .where('yearPlanId', '=', yearPlanId)
      .orderBy('id')
      .execute()
  )
}
