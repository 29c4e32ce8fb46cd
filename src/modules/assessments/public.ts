export { buildSnapshot } from './snapshot.ts'
export { canonical, countsOf, findingsOf, ruleVersion, severityOf } from './rules.ts'
export type {
  AssessmentSnapshot,
  Counts,
  Severity,
  SnapshotComment,
  SnapshotFinding,
  SnapshotFollowUp,
  SnapshotRow,
  Verdict,
} from './rules.ts'
