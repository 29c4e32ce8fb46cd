import { addDays, type IsoDate } from '#kernel/dates.ts'
import { lastDayOf, progressOf, type PlanItem } from './rules.ts'

/** What makes a decided plan need to be looked over, as `/revidera` asks about it. */
export const sinceKinds = ['closed', 'opened', 'extended', 'ended', 'left'] as const
export type SinceKind = (typeof sinceKinds)[number]

/** Something that was not so when the plan was decided: when it holds from, when it came to be known, what it touches. */
export type Since = {
  kind: SinceKind
  /** The unit, the agreement or the person. */
  id: string
  name: string
  /** First day it holds, or an agreement's last; null: an agreement that runs on without an end. */
  on: IsoDate | null
  knownOn: IsoDate
  /** Follow-ups of the decided plan, not yet begun, that it touches. */
  rows: number
}

/** Days to begin a revision, or to see that none is needed. */
export const daysToLookOver = 30

/** The decided follow-ups that are still to come: what has begun, or is done or cancelled, asks for no new plan. */
export function stillToCome(
  decided: readonly PlanItem[],
  now: readonly PlanItem[],
  today: IsoDate,
): PlanItem[] {
  const there = new Map(now.map((item) => [item.id, item]))
  return decided.filter((item) => {
    const progress = progressOf(there.get(item.id) ?? { ...item, followUp: null, doneOn: null }, today)
    return progress === 'planned' || progress === 'prepared' || progress === 'late'
  })
}

/** Rows of a unit that lie after its last day. What is coarse counts by the end of its half-year, and tells no more. */
export function rowsAfter(items: readonly PlanItem[], unitId: string, day: IsoDate): number {
  return items.filter((item) => item.unitId === unitId && lastDayOf(item) >= day).length
}

/** When somebody is to have looked over the plan: counted from what has been known longest. */
export function lookOverBy(since: readonly Since[]): { from: IsoDate; dueOn: IsoDate } | undefined {
  const [first] = since.map(({ knownOn }) => knownOn).toSorted()
  return first ? { from: first, dueOn: addDays(first, daysToLookOver) } : undefined
}
