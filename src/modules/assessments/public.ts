export { buildSnapshot } from './snapshot.ts'
export { readSnapshot, SnapshotShape } from './shapes.ts'
export { checksumOf } from './checksum.ts'
export { checkDraft, type Check, type CheckCode } from './checks.ts'
export { differenceOf, type Difference } from './difference-rules.ts'
export { acceptLate, answerExtension, closeSilent, recallHearing, sendHearing } from './commands-hearing.ts'
export { askExtension, statementKey, submitHearing } from './commands-provider.ts'
export { addComment, answerComment, changeComment, removeComment } from './commands-comments.ts'
export { reviseRow } from './commands-revise.ts'
export { fixAssessment } from './commands-fix.ts'
export { correctAssessment } from './commands-correct.ts'
export {
  findDraft,
  findOfficeView,
  openProviderView,
  type CurrentRow,
  type DraftView,
  type OfficeView,
  type ProviderView,
} from './views.ts'
export {
  findAssessment,
  findCurrentAssessment,
  listResults,
  listVersions,
  ResultFilter,
  type Assessment,
  type Result,
} from './queries-assessments.ts'
export {
  listUnitsWithResults,
  listUnitYears,
  type AreaYear,
  type NotMet,
  type UnitYears,
} from './unit-years.ts'
export { listReviewedUnits, listReviewedYears } from './queries-year.ts'
export {
  meetsAll,
  providerMeetsAll,
  providersOf,
  type ReviewedProvider,
  type ReviewedUnit,
} from './year-rules.ts'
export { findHearing, findHearingOf, listReceivers } from './queries.ts'
export { listComments, type Comment } from './queries-comments.ts'
export type { Hearing, HearingState } from './hearing-rules.ts'
export { canonical, countsOf, findingsOf, ruleVersion, severityOf } from './rules.ts'
export type {
  AssessmentSnapshot,
  CommentKind,
  Counts,
  GuideValue,
  Outcome,
  Severity,
  SnapshotComment,
  SnapshotFinding,
  SnapshotFollowUp,
  SnapshotRow,
  Verdict,
} from './rules.ts'
export { hearingDutyRules } from './duties.ts'
