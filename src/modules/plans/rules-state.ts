import { addDays, type IsoDate } from '#kernel/dates.ts'
import { firstDayOf, monthsOf, progressOf, progresses, type PlanItem, type Progress } from './rules.ts'

export const stateGroups = ['manad', 'kvartal', 'omrade'] as const
export type StateGroup = (typeof stateGroups)[number]

export type StateCounts = Readonly<Record<Progress, number>>

/** A month, quarter or area of a year's plan: what stands in it, and how far it has come. */
export type StateRow = {
  /** "3", "K1", an area's id; "H1" and "H2" hold what lies in a half-year and no nearer. */
  readonly key: string
  /** The area's name; empty for a time, which its key tells. */
  readonly name: string
  /** Months of the year that it spans; none for an area. */
  readonly months: readonly number[]
  readonly total: number
  readonly hours: number
  readonly counts: StateCounts
}

/**
 * A year's rows in groups of time or area, in the order of time or of names; only groups that hold something. Months in which
 * hours went into follow-ups have a group without rows too: else the hours would not add up to those of the year.
 */
export function stateRows(
  items: readonly PlanItem[],
  group: StateGroup,
  today: IsoDate,
  worked: readonly number[] = [],
): StateRow[] {
  const times = group === 'omrade' ? [] : worked.map((month) => keyOfMonth(month, group))
  const grouped = Map.groupBy(items, (item) => keyOf(item, group))
  return [...new Set([...grouped.keys(), ...times])]
    .map((key) => [key, grouped.get(key) ?? []] as const)
    .map(([key, of]) => ({
      key,
      name: group === 'omrade' ? (of[0]?.areaName ?? '') : '',
      months: group === 'omrade' ? [] : monthsOfKey(key),
      total: of.length,
      hours: Math.round(of.reduce((sum, item) => sum + item.hours, 0) * 10) / 10,
      counts: countsOf(of, today),
    }))
    .toSorted(group === 'omrade' ? byName : byTime)
}

export function countsOf(items: readonly PlanItem[], today: IsoDate): StateCounts {
  const reached = Map.groupBy(items, (item) => progressOf(item, today))
  // Every progress is counted just here.
  return Object.fromEntries(progresses.map((one) => [one, reached.get(one)?.length ?? 0])) as StateCounts
}

function keyOf(item: PlanItem, group: StateGroup): string {
  if (group === 'omrade') return item.serviceAreaId ?? ''
  return item.month === null ? `H${item.half}` : keyOfMonth(item.month, group)
}

function keyOfMonth(month: number, group: StateGroup): string {
  return group === 'manad' ? String(month) : `K${Math.ceil(month / 3)}`
}

function monthsOfKey(key: string): number[] {
  const number = Number(key.replace(/\D/g, ''))
  if (key.startsWith('H')) return [...monthsOf({ month: null, half: number === 1 ? 1 : 2 })]
  if (key.startsWith('K')) return [1, 2, 3].map((month) => (number - 1) * 3 + month)
  return [number]
}

/** A half-year stands after its last month: what lies in it may be done until then. */
function byTime(one: StateRow, other: StateRow): number {
  return (one.months.at(-1) ?? 0) - (other.months.at(-1) ?? 0) || one.months.length - other.months.length
}

function byName(one: StateRow, other: StateRow): number {
  return one.name.localeCompare(other.name, 'sv') || (one.key < other.key ? -1 : 1)
}

/** Why a row asks for somebody, heaviest first. */
export const troubles = ['late', 'cancelled', 'unprepared'] as const
export type Trouble = (typeof troubles)[number]

/** What to do next about a row that has come to a halt. */
export const remedies = ['prepare', 'begin', 'finish', 'tick', 'replan', 'move'] as const
export type Remedy = (typeof remedies)[number]

/** @returns undefined where a row is on its way; `weeks` is how long before its time it is to be prepared */
export function troubleOf(
  item: PlanItem,
  { today, weeks }: { today: IsoDate; weeks: number },
): Trouble | undefined {
  const progress = progressOf(item, today)
  if (progress === 'late' || progress === 'cancelled') return progress
  const isUnprepared = progress === 'planned' && item.unitId !== null && item.otherBoardName === null
  return isUnprepared && addDays(firstDayOf(item), -7 * weeks) <= today ? 'unprepared' : undefined
}

/** Only rows of a decided plan are prepared; in a draft they are moved. */
export function remedyOf(item: PlanItem, { isDecided }: { isDecided: boolean }): Remedy {
  const state = item.followUp?.state
  if (state === 'cancelled') return 'replan'
  if (state === undefined) return item.unitId === null ? 'tick' : isDecided ? 'prepare' : 'move'
  return state === 'planned' || state === 'prepared' ? 'begin' : 'finish'
}
