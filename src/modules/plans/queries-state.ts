import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import { hasWords } from '#kernel/lists.ts'
import type { Db } from '#platform/db/pool.ts'
import { holdsOn, swedishToday } from '#platform/db/fragments.ts'
import type { StateFilter } from './contract-state.ts'
import { staffHoursOf } from './queries-capacity.ts'
import { listItems } from './queries-items.ts'
import { usedHours } from './queries-used.ts'
import { getSetting, type YearPlan } from './queries.ts'
import { monthsOf, type PlanItem } from './rules.ts'
import {
  countsOf,
  remedyOf,
  stateRows,
  troubleOf,
  troubles,
  type Remedy,
  type StateRow,
  type Trouble,
} from './rules-state.ts'

/** A row of the plan that asks for somebody, why, and what to do next. */
export type TroubledRow = PlanItem & { trouble: Trouble; remedy: Remedy; reason: string }

/** `items` are all rows of the plan, where they have been asked for already. */
type Asked = { filter: StateFilter; today: IsoDate; items?: readonly PlanItem[] }

/** How a year of the plan goes: what has been done by month, quarter or area, and what has come to a halt. */
export async function findYearState(db: Db, plan: YearPlan, { filter, today, items: known }: Asked) {
  const year = yearOf(plan, filter, today)
  const ofYear = (known ?? (await listItems(db, plan.id))).filter((item) => item.year === year)
  const items = ofYear.filter((item) => isWanted(item, filter))
  // Hours that people have, and those that were used, are the whole board's: beside some of the rows they would mislead.
  const isWhole = filter.area === undefined && filter.q === ''
  const has = isWhole ? await hoursByMonth(db, plan.boardId, year) : null
  const events = ofYear.filter(isEvent)
  const used = isWhole ? await usedByMonth(db, plan.boardId, year) : null
  const worked = (used ?? []).flatMap((hours, at) => (hours > 0 ? [at + 1] : []))
  return {
    year,
    counts: countsOf(items, today),
    total: items.length,
    hours: hoursOf(items),
    has: has && sum(has),
    /** What the board's follow-ups have taken, those outside of the plan too; null where only some rows are asked for. */
    used: used && tenths(sum(used)),
    eventHours: hoursOf(events),
    events: events.length,
    groups: stateRows(items, filter.group, today, worked).map((row) =>
      withHours(row, { has, used, events: items.filter(isEvent) }),
    ),
    troubled: await troubledRows(db, plan, { items, filter, today }),
  }
}
export type YearState = Awaited<ReturnType<typeof findYearState>>

const isEvent = ({ kind }: PlanItem) => kind === 'eventDriven'

/** The year asked for, else the year it is, else the first of the plan. */
function yearOf(plan: YearPlan, { year }: StateFilter, today: IsoDate): number {
  const isIn = (one: number) => plan.fromYear <= one && one <= plan.toYear
  const now = Number(today.slice(0, 4))
  if (year !== undefined && isIn(year)) return year
  return isIn(now) ? now : plan.fromYear
}

function isWanted(item: PlanItem, { area, q }: StateFilter): boolean {
  if (area !== undefined && item.serviceAreaId !== area) return false
  return hasWords([item.name, item.areaName, item.providerName], q)
}

/** Everybody's hours, January to December; null where none have been set. */
async function hoursByMonth(db: Db, boardId: string, year: number): Promise<number[] | null> {
  const hours = await staffHoursOf(db, boardId, year)
  if (hours.size === 0) return null
  const months = Array.from({ length: 12 }, () => 0)
  for (const [key, value] of hours) {
    const at = Number(key.split(':')[1]) - 1
    months[at] = (months[at] ?? 0) + value
  }
  return months
}

async function usedByMonth(db: Db, boardId: string, year: number): Promise<number[]> {
  return (await usedHours(db, { boardId, years: [year] })).map(({ used }) => used)
}

type Beside = { has: readonly number[] | null; used: readonly number[] | null; events: readonly PlanItem[] }

/** A month or quarter with the hours there are, those that were used, and those that event-driven follow-ups take. */
function withHours(row: StateRow, { has, used, events }: Beside) {
  const isHalf = row.key.startsWith('H')
  const isTime = row.months.length > 0 && !isHalf
  const of = (months: readonly number[]) => tenths(sum(row.months.map((one) => months[one - 1] ?? 0)))
  const own = events.filter((item) =>
    row.months.length === 0
      ? (item.serviceAreaId ?? '') === row.key
      : (item.month === null) === isHalf && monthsOf(item).every((month) => row.months.includes(month)),
  )
  return {
    ...row,
    has: isTime && has ? of(has) : null,
    used: isTime && used ? of(used) : null,
    eventHours: hoursOf(own),
  }
}

async function troubledRows(
  db: Db,
  plan: YearPlan,
  { items, filter, today }: Required<Asked>,
): Promise<TroubledRow[]> {
  const { prepareWeeks: weeks } = await getSetting(db, plan.boardId)
  const isDecided = plan.state === 'decided'
  const found = items.flatMap((item) => {
    const trouble = troubleOf(item, { today, weeks })
    if (!trouble || (filter.trouble && filter.trouble !== trouble)) return []
    return [{ ...item, trouble, remedy: remedyOf(item, { isDecided }), reason: '' }]
  })
  const reasons = await reasonsOf(db, found)
  return found
    .map((row) => ({ ...row, reason: reasons.get(row.followUp?.id ?? '') ?? '' }))
    .toSorted((one, other) => troubles.indexOf(one.trouble) - troubles.indexOf(other.trouble))
}

/** What was written when a follow-up was cancelled. */
async function reasonsOf(db: Db, rows: readonly TroubledRow[]): Promise<Map<string, string>> {
  const ids = rows
    .filter(({ trouble }) => trouble === 'cancelled')
    .flatMap(({ followUp }) => followUp?.id ?? [])
  if (ids.length === 0) return new Map()
  const found = await db
    .selectFrom('followUp')
    .select(['id', 'endedReason'])
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()
  return new Map(found.map(({ id, endedReason }) => [id, endedReason]))
}

/** Event-driven follow-ups that no plan has a row of: their hours are taken from what is planned, seen by nobody. */
export function listEventsOutside(db: Db, plan: Pick<YearPlan, 'boardId' | 'fromYear' | 'toYear'>) {
  return db
    .selectFrom('followUp as f')
    .innerJoin('unitState as s', (join) =>
      join
        .onRef('s.municipalityId', '=', 'f.municipalityId')
        .onRef('s.unitId', '=', 'f.unitId')
        .on(holdsOn('s', swedishToday)),
    )
    .select(['f.id', 's.name', 'f.dueOn', 'f.depth', 'f.announced', 'f.state', 'f.cause'])
    .where('f.boardId', '=', plan.boardId)
    .where('f.kind', '=', 'eventDriven')
    .where('f.state', 'in', ['planned', 'prepared', 'underway', 'hearing'])
    .where('f.planItemId', 'is', null)
    .where('f.dueOn', '>=', `${plan.fromYear}-01-01`)
    .where('f.dueOn', '<=', `${plan.toYear}-12-31`)
    .orderBy('f.dueOn')
    .orderBy('f.id')
    .execute()
}

function hoursOf(items: readonly { hours: number }[]): number {
  return tenths(sum(items.map(({ hours }) => hours)))
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10
}

function sum(values: readonly number[]): number {
  return values.reduce((total, one) => total + one, 0)
}
