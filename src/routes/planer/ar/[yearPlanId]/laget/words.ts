import { monthNames } from '#kernel/dates.ts'
import type { Remedy, StateRow, Trouble } from '#modules/plans/rules-state.ts'
import type { PlanItem } from '#modules/plans/rules.ts'
import { halfNames } from '#texts/sv/plans.ts'
import { stateTexts as t } from '#texts/sv/plan-live.ts'

type Halted = Pick<PlanItem, 'id' | 'yearPlanId' | 'year' | 'month' | 'followUp'> & {
  trouble: Trouble
  remedy: Remedy
  reason: string
}

/** What has happened to a row that has come to a halt, as a sentence. */
export function happenedText(row: Halted): string {
  if (row.trouble === 'unprepared') return t.reasons.unprepared
  if (row.trouble === 'cancelled')
    return row.reason ? t.reasons.cancelledWhy(row.reason) : t.reasons.cancelled
  if (!row.followUp) return t.reasons.lateNone
  return row.remedy === 'begin' ? t.reasons.lateReady : t.reasons.lateUnderway
}

/** Where the next step is taken. */
export function remedyHref(row: Halted): string {
  const home = `/planer/ar/${row.yearPlanId}`
  if (row.remedy === 'prepare')
    return `${home}/forbered?ar=${row.year}${row.month === null ? '' : `&manad=${row.month}`}`
  const isOfFollowUp = row.remedy === 'begin' || row.remedy === 'finish'
  return isOfFollowUp && row.followUp ? `/uppfoljningar/${row.followUp.id}` : `${home}/rad/${row.id}`
}

/** A group of the year in words, as a row begins: a month, a quarter, a half-year with no month told, or an area. */
export function groupName(row: Pick<StateRow, 'key' | 'name' | 'months'>): string {
  const name = row.months.length === 0 ? row.name || '–' : timeName(row.key)
  return name.slice(0, 1).toUpperCase() + name.slice(1)
}

function timeName(key: string): string {
  if (key.startsWith('H')) return key === 'H1' ? halfNames[1] : halfNames[2]
  return key.startsWith('K') ? t.quarter(key.slice(1)) : (monthNames[Number(key) - 1] ?? '')
}
