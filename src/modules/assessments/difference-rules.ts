import type { AssessmentSnapshot, SnapshotFinding, SnapshotRow } from './rules.ts'

export type RowChange = { before: SnapshotRow; after: SnapshotRow }

export type Difference = {
  rows: RowChange[]
  texts: { field: 'summary' | 'analysis'; before: string; after: string }[]
  findings: { added: SnapshotFinding[]; removed: SnapshotFinding[]; changed: SnapshotFinding[] }
}

/** What a corrected version says otherwise than the one before it. */
export function differenceOf(earlier: AssessmentSnapshot, later: AssessmentSnapshot): Difference {
  const before = new Map(earlier.rows.map((row) => [row.requirementId, row]))
  return {
    rows: later.rows.flatMap((after) => {
      const old = before.get(after.requirementId)
      return old && isOtherwise(old, after) ? [{ before: old, after }] : []
    }),
    texts: (['summary', 'analysis'] as const)
      .filter((field) => earlier[field] !== later[field])
      .map((field) => ({ field, before: earlier[field], after: later[field] })),
    findings: findingChanges(earlier.findings, later.findings),
  }
}

function findingChanges(earlier: readonly SnapshotFinding[], later: readonly SnapshotFinding[]) {
  const before = new Map(earlier.map((finding) => [finding.id, finding]))
  const after = new Set(later.map((finding) => finding.id))
  return {
    added: later.filter((finding) => !before.has(finding.id)),
    removed: earlier.filter((finding) => !after.has(finding.id)),
    changed: later.filter((finding) => {
      const old = before.get(finding.id)
      return old && (old.severity !== finding.severity || old.description !== finding.description)
    }),
  }
}

const judged = ['verdict', 'level', 'measured', 'note', 'reason'] as const

function isOtherwise(before: SnapshotRow, after: SnapshotRow): boolean {
  return judged.some((field) => before[field] !== after[field])
}
