import { formatDate } from '#kernel/dates.ts'
import type { listDecisions } from '#modules/meetings/public.ts'
import { boardTexts as t } from '#texts/sv/board.ts'
import { outcomeNames } from '#texts/sv/meetings.ts'

export type Decision = Awaited<ReturnType<typeof listDecisions>>['decisions'][number]

/** What has happened since the decision, in short sentences; the first is what a member asks about first. */
export function sinceWords(row: Decision): string[] {
  const words = [
    ...laterWords(row),
    ...(row.followUps > 0 ? [t.sinceFollowUps(row.fixed, row.followUps)] : []),
    ...(row.findings > 0 ? [t.sinceFindings(row.openFindings, row.findings)] : []),
    ...(row.actions > 0 ? [t.sinceActions(row.doneActions, row.actions)] : []),
    ...(row.sent > 0 ? [t.sinceSent(row.sent)] : []),
  ]
  return words.length > 0 ? words : [t.sinceNothing]
}

function laterWords({ outcome, laterItem, laterOn, laterOutcome, returnBy }: Decision): string[] {
  if (laterOn && laterOutcome)
    return [t.sinceLater(formatDate(laterOn), outcomeNames[laterOutcome].toLowerCase())]
  if (laterOn) return [t.sinceLaterComing(formatDate(laterOn))]
  if (laterItem) return [t.sinceWaiting]
  return outcome === 'referredBack' && returnBy ? [t.sinceReturn(formatDate(returnBy))] : []
}
