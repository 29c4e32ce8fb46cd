import type { Db } from '#platform/db/pool.ts'
import { countsOf, findingsOf, ruleVersion, type AssessmentSnapshot, type SnapshotRow } from './rules.ts'
import { describeFollowUp } from './snapshot-follow-up.ts'
import { listSnapshotRows } from './snapshot-rows.ts'

/**
 * The judgement as it stands in the protocol now: the one function that makes it, for draft, fixed assessment and
 * report. Reads as the office does; an operator gets undefined, since the protocol is behind a wall.
 */
export async function buildSnapshot(db: Db, followUpId: string): Promise<AssessmentSnapshot | undefined> {
  const described = await describeFollowUp(db, followUpId)
  if (!described) return undefined
  const rows = await listSnapshotRows(db, described.origin)
  return {
    ruleVersion,
    followUp: described.followUp,
    ...described.texts,
    rows,
    counts: countsOf(rows),
    findings: findingsOf(rows),
    comments: [],
    statement: '',
  }
}

/** One row as it stands in the protocol now. */
export async function findSnapshotRow(
  db: Db,
  followUpId: string,
  rowId: string,
): Promise<SnapshotRow | undefined> {
  const snapshot = await buildSnapshot(db, followUpId)
  return snapshot?.rows.find((row) => row.rowId === rowId)
}
