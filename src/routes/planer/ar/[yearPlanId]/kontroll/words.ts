import type { BrokenRow } from '#modules/proposals/public.ts'
import { checkTexts as t } from '#texts/sv/plan-move.ts'
import { whenText } from '#texts/sv/plans.ts'

/** As exact as the row is; a meeting by its month, and what is missing by its year. */
export function whenOf({ item, meeting, year }: Pick<BrokenRow, 'item' | 'meeting' | 'year'>): string {
  if (meeting) return t.meetingIn(meeting)
  return item ? `${whenText(item)} ${item.year}` : String(year)
}
