import { itemDepthNames, whenText } from '#texts/sv/plans.ts'
import { itemTexts as t } from '#texts/sv/plans-items.ts'
import type { ChangedValues } from '#modules/plans/public.ts'

export type LoggedChange = {
  id: string
  planItemId: string
  version: number
  kind: 'added' | 'moved' | 'changed' | 'removed' | 'restored' | 'pinned' | 'unpinned'
  name: string
  reason: string
  by: string
  changedAt: Date
  eventFollowUpId: string | null
  before: ChangedValues | null
  after: ChangedValues | null
}

/** A change of a row in words: "Flyttades: mars → maj, grundläggande → fördjupad". */
export function changedText(change: LoggedChange): string {
  const parts = [
    arrow(timeOf(change.before), timeOf(change.after)),
    arrow(depthOf(change.before), depthOf(change.after)),
    teamsOf(change),
  ].filter(Boolean)
  return `${t.history_[change.kind]}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`
}

function arrow(from: string, to: string): string {
  return from === to ? '' : `${from || '–'} → ${to || '–'}`
}

function timeOf(values: ChangedValues | null): string {
  if (!values || (values.month === undefined && values.half === undefined)) return ''
  return whenText({ month: values.month ?? null, half: values.half ?? 1 })
}

/** A row that had a team and has none, or the other way, says so: a dash alone could be anything. */
function teamsOf({ before, after }: LoggedChange): string {
  const [was, is] = [before?.team, after?.team]
  const none = was && is ? t.withoutTeam : ''
  return arrow(was?.join(', ') || none, is?.join(', ') || none)
}

function depthOf(values: ChangedValues | null): string {
  return values?.depth ? itemDepthNames[values.depth].toLowerCase() : ''
}
