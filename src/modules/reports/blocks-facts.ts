import { formatDate, formatTime, todayIn } from '#kernel/dates.ts'
import { listOf } from '#kernel/swedish.ts'
import type { SnapshotVisit } from '#modules/assessments/rules.ts'
import { lawNames } from '#texts/sv/common.ts'
import { paperTexts as t, timeNames } from '#texts/sv/reports.ts'

/** "12 mars 2027 kl. 14.02, anmält, kontorstid" a line for each visit. */
export function visitsText(visits: readonly SnapshotVisit[]): string {
  return visits.map(visitText).join('\n')
}

function visitText({ startsAt, timeOfDay, announced }: SnapshotVisit): string {
  const when = new Date(startsAt)
  const kind = announced ? t.announced : t.unannounced
  return `${formatDate(todayIn(when))} kl. ${formatTime(when)}, ${kind}, ${timeNames[timeOfDay] ?? ''}`
}

export function lawsLine(laws: readonly string[]): string {
  const names: Record<string, string> = lawNames
  return listOf(laws.map((law) => names[law] ?? law))
}
