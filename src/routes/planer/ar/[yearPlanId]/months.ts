import type { IsoDate } from '#kernel/dates.ts'
import { monthNumber, monthText, range } from '#methods/planner/months.ts'

/** Months of the plan that have not gone by. */
export function monthsLeft(plan: { fromYear: number; toYear: number }, today: IsoDate): string[] {
  const now = monthNumber(today.slice(0, 7))
  return range(Math.max(now, plan.fromYear * 12), plan.toYear * 12 + 11).map(monthText)
}
