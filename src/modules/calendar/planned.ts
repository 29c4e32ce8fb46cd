import { sql } from 'kysely'
import type { Actor } from '#access/may.ts'
import { addDays, formatDate, todayIn, type IsoDate } from '#kernel/dates.ts'
import { formatNumber } from '#kernel/swedish.ts'
import { findDecided, firstDayOf, lastDayOf, type PlanItem } from '#modules/plans/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { calendarTexts as t } from '#texts/sv/calendar.ts'
import { itemDepthNames, itemKindNames } from '#texts/sv/plans.ts'
import { icsOf, type Entry } from './ics.ts'

type When = Pick<PlanItem, 'year' | 'month' | 'half' | 'announced'>

/** A month where the visit is announced. One that is not has never more than its half-year, whatever the row says. */
export function timeOfPlanned(item: When): { first: IsoDate; last: IsoDate } {
  const at = item.announced ? item : { ...item, month: null }
  return { first: firstDayOf(at), last: lastDayOf(at) }
}

/**
 * What somebody is to follow up by the plan and that no follow-up is prepared for yet, in the team's own calendar. The
 * walls let nobody but the board's office see a row; operators have none. A calendar hangs on walls: an unannounced visit
 * has no name in it, and no more than the last day of its half-year. What is not decided stands in nobody's calendar, and
 * while a plan is revised the row lies where it was decided.
 */
export async function plannedEntries(tx: Db, actor: Actor, place: Place): Promise<Entry[]> {
  const rows = await tx
    .selectFrom('planItem as i')
    .innerJoin('planItemMember as m', (join) =>
      join.onRef('m.municipalityId', '=', 'i.municipalityId').onRef('m.planItemId', '=', 'i.id'),
    )
    .select(['i.id', 'i.yearPlanId', 'i.name', 'i.year', 'i.month', 'i.kind', 'i.depth', 'i.announced'])
    // The column's check allows the two halves.
    .select([sql<1 | 2>`i.half`.as('half'), 'i.revision'])
    .where('m.accountId', '=', actor.accountId)
    .where('i.removedAt', 'is', null)
    .where('i.doneOn', 'is', null)
    .where('i.year', '>=', Number(place.from.slice(0, 4)))
    .where('i.year', '<=', Number(place.until.slice(0, 4)))
    .where(
      sql<boolean>`not exists (select from follow_up f where f.municipality_id = i.municipality_id
        and f.plan_item_id = i.id and f.state <> 'cancelled')`,
    )
    .orderBy('i.year')
    .orderBy('i.half')
    .orderBy('i.id')
    .limit(2_000)
    .execute()
  return (await asDecided(tx, rows))
    .map((row) => ({ row, time: timeOfPlanned(row) }))
    .filter(({ time }) => time.last >= place.from && time.first <= place.until)
    .map(({ row, time }) => ({
      uid: `planned-${row.id}`,
      sequence: row.revision - 1,
      summary: row.announced ? t.planned(row.name) : t.plannedHushed,
      description: row.announced
        ? [`${itemKindNames[row.kind]}, ${itemDepthNames[row.depth].toLowerCase()}.`, latest(time)].join(' ')
        : '',
      url: new URL(`/planer/ar/${row.yearPlanId}/rad/${row.id}`, place.home).href,
      isCancelled: false,
      when: row.announced ? time : { on: time.last },
    }))
}

/** The rows that a decided version holds, at its time; hushed also where only the working version is. */
async function asDecided<Row extends When & { id: string; yearPlanId: string }>(
  tx: Db,
  rows: readonly Row[],
): Promise<Row[]> {
  const decided = new Map<string, When>()
  for (const planId of new Set(rows.map(({ yearPlanId }) => yearPlanId)))
    for (const item of (await findDecided(tx, planId))?.items ?? []) decided.set(item.id, item)
  return rows.flatMap((row) => {
    const was = decided.get(row.id)
    if (!was) return []
    const { year, month, half } = was
    return [{ ...row, year, month, half, announced: was.announced && row.announced }]
  })
}

export type Place = { readonly from: IsoDate; readonly until: IsoDate; readonly home: URL }

const latest = ({ last }: { last: IsoDate }) => t.latest(formatDate(last))

type Given = {
  readonly plan: { readonly id: string; readonly title: string }
  /** The rows that the page shows. */
  readonly items: readonly PlanItem[]
  readonly now: Date
  readonly home: URL
}

/**
 * A plan as a calendar to take along, for the office: months as whole days, a booked visit on its day, and what is not
 * announced only as its half-year.
 */
export async function planCalendar(tx: Db, { plan, items, now, home }: Given): Promise<string> {
  const visits = await listBookedDays(tx, plan.id)
  const entries = items.map((item): Entry => {
    const time = timeOfPlanned(item)
    const booked = item.announced ? visits.get(item.id) : undefined
    const kind = itemKindNames[item.kind]
    return {
      uid: `plan-${item.id}`,
      sequence: item.revision - 1 + (booked?.revision ?? 0),
      summary: item.announced ? t.inPlan(kind, item.name) : t.unannounced(kind, item.name),
      description: describe(item, { time, isBooked: booked !== undefined }),
      url: new URL(`/planer/ar/${plan.id}/rad/${item.id}`, home).href,
      isCancelled: item.followUp?.state === 'cancelled',
      when: booked ? { first: booked.first, last: booked.last } : time,
    }
  })
  return icsOf({ name: plan.title, stamp: new Date(`${todayIn(now)}T00:00:00Z`), entries })
}

function describe(
  item: PlanItem,
  { time, isBooked }: { time: { last: IsoDate }; isBooked: boolean },
): string {
  const lead = item.team.find((member) => member.role === 'lead')?.name
  return [
    `${[item.areaName, itemDepthNames[item.depth].toLowerCase()].filter(Boolean).join(', ')}.`,
    isBooked ? t.visitOn : latest(time),
    ...(lead ? [t.lead(lead)] : []),
    t.hours(formatNumber(item.hours)),
  ].join(' ')
}

/** The days of announced visits of the plan's follow-ups; the days of others never leave the team's own schedule. */
async function listBookedDays(tx: Db, yearPlanId: string) {
  const rows = await tx
    .selectFrom('visit as v')
    .innerJoin('followUp as f', (join) =>
      join.onRef('f.municipalityId', '=', 'v.municipalityId').onRef('f.id', '=', 'v.followUpId'),
    )
    .innerJoin('planItem as i', (join) =>
      join.onRef('i.municipalityId', '=', 'f.municipalityId').onRef('i.id', '=', 'f.planItemId'),
    )
    .select((select) => [
      'i.id',
      select.fn.min('v.startsAt').as('first'),
      select.fn.max('v.startsAt').as('last'),
      select.fn.sum<number>('v.revision').as('revision'),
    ])
    .where('i.yearPlanId', '=', yearPlanId)
    .where('i.announced', '=', true)
    .where('f.announced', '=', true)
    .where('v.announced', '=', true)
    .where('f.state', '<>', 'cancelled')
    .groupBy('i.id')
    .execute()
  return new Map(
    rows.map(({ id, first, last, revision }) => [
      id,
      { first: todayIn(first), last: todayIn(last), revision: Number(revision) },
    ]),
  )
}

/** The days before and after today that a calendar shows. */
export function around(today: IsoDate, before: number, after: number): Pick<Place, 'from' | 'until'> {
  return { from: addDays(today, -before), until: addDays(today, after) }
}
