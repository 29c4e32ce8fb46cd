import { checkRow, type FaultCode } from '#modules/followups/protocol-rules.ts'
import type { AssessmentSnapshot, SnapshotRow } from './rules.ts'

export const wholeChecks = ['emptyProtocol', 'textMissing'] as const
export type CheckCode = FaultCode | (typeof wholeChecks)[number]

/** One thing about the draft. Without a row: about the follow-up as a whole. */
export type Check = { code: CheckCode; blocks: boolean; row: SnapshotRow | null }

/** What must be right before the provider reads the draft, and what must at least be looked at. What blocks is first. */
export function checkDraft(snapshot: AssessmentSnapshot): Check[] {
  const ofRows = snapshot.rows.flatMap((row) =>
    rowFaults(row).map(({ code, blocks }) => ({ code, blocks, row })),
  )
  return [...wholeFaults(snapshot), ...ofRows].sort((one, other) => Number(other.blocks) - Number(one.blocks))
}

/** The protocol's own rules for one row: they hold also when it is revised after a comment, or corrected later. */
export function rowFaults(
  row: Pick<
    SnapshotRow,
    'rowId' | 'verdict' | 'level' | 'measured' | 'note' | 'reason' | 'guideValue' | 'evidence' | 'focusArea'
  >,
): { code: FaultCode; blocks: boolean }[] {
  return checkRow({ ...row, area: row.focusArea, evidenceCount: row.evidence.length })
}

/** A follow-up is not finished without a compiled analysis and assessment, whatever the operating form (S3). */
function wholeFaults(snapshot: AssessmentSnapshot): Check[] {
  if (snapshot.rows.length === 0) return [{ code: 'emptyProtocol', blocks: true, row: null }]
  if (snapshot.summary.trim() !== '' && snapshot.analysis.trim() !== '') return []
  return [{ code: 'textMissing', blocks: true, row: null }]
}
