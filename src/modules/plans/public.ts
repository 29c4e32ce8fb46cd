export {
  type PlanContent,
  type PlanContentItem,
  type PlanDecision,
  type PlanItem,
  type PlanRowKey,
  type PlanState,
  type Progress,
  canMove,
  firstDayOf,
  halfOf,
  lastDayOf,
  monthsOf,
  progressOf,
  teamRoles,
} from './rules.ts'
export { coverageIn, filterMissing, missingIn, ruleOf } from './rules-areas.ts'
export {
  exceptionKey,
  isOwedIn,
  owesInDepth,
  owingOf,
  standardRule,
  type AreaRule,
  type Missing,
  type OwedRule,
  type UnitFacts,
} from './rules-owed.ts'
export {
  askedHours,
  estimateFor,
  hoursOfTeam,
  standingOf,
  totalHours,
  type Estimate,
  type RoleHours,
} from './rules-capacity.ts'
export { listOwed, owedEntriesOf } from './owed-list.ts'
export { filterOwed, OwedListFilter } from './rules-owed-filter.ts'
export { decisionsOf } from './rules-exceptions.ts'
export type { OwedEntry } from './rules-owed-list.ts'
export {
  findReview,
  listBoardDecisions,
  listReviewChanges,
  listReviews,
  type ReviewChange,
  type SpecialReview,
} from './queries-reviews.ts'
export { ReviewFilter } from './contract-reviews.ts'
export { changeReview, recordReview, withdrawReview } from './commands-reviews.ts'
export { firstMeetingFor, missesLastMeeting } from './rules-schedule.ts'
export { planContent } from './content.ts'
export { suggestNotCovered, tellerFor, withSuggested, type NotCovered } from './uncovered.ts'
export { type Teller } from './rules-uncovered.ts'
export { checksOf, type Check } from './checks.ts'
export {
  fixYearPlan,
  fixerOf,
  planDecided,
  type BoardDecision,
  type BoardOutcome,
} from './commands-decide.ts'
export {
  beginVersion,
  changeYearPlan,
  createYearPlan,
  keepNotCovered,
  reopenYearPlan,
  submitYearPlan,
  takeBackYearPlan,
} from './commands.ts'
export { changeOf, recordChanges, type Change } from './changes.ts'
export { addItems, addTeam, insertItems, listOtherBoardsUnits, timeOf } from './commands-items.ts'
export { changeItem, changeItems, removeItems, restoreItem, settleItem } from './commands-change.ts'
export { moveItem } from './commands-move.ts'
export { pinItems } from './commands-pin.ts'
export { takeOwed } from './commands-owed.ts'
export { exceptMany, exceptOwed, withdrawDecision, withdrawException } from './commands-exceptions.ts'
export { keepSetting, setAreaRule, setPlanning, setStaffHours, setVisitDay } from './commands-settings.ts'
export { setEstimate, takeUsedHours } from './commands-estimates.ts'
export { fillStaffHours } from './commands-register.ts'
export { listRegisteredShares } from './queries-register.ts'
export {
  estimatedHoursOf,
  listEstimateChanges,
  listUsed,
  listUsedFor,
  usedHours,
  type EstimateChange,
  type UsedMonth,
} from './queries-used.ts'
export { type Used } from './rules-used.ts'
export { prepareItems } from './commands-prepare.ts'
export { ItemFilter, OwedFilter, itemGroups, type AddItemsInput } from './contract.ts'
export { listOwnPlan, OwnPlanFilter, type OwnPlanRow } from './own-plan.ts'
export { listReasons, ReasonFilter, type ReasonRow } from './reasons.ts'
export { listThemes } from './queries-themes.ts'
export {
  findDecided,
  findDecidedContent,
  findYearPlan,
  getSetting,
  listDecidedVersions,
  listVersionHeads,
  listVersions,
  listWithdrawn,
  listYearPlans,
  lockYearPlan,
  type PlanVersion,
  type YearPlan,
} from './queries.ts'
export {
  filterItems,
  findItem,
  listChanges,
  listItemChanges,
  listItems,
  type ChangedValues,
} from './queries-items.ts'
export {
  factsFor,
  listAreaRules,
  listExceptions,
  listLowResults,
  listRemaining,
  yearsOf,
} from './queries-owed.ts'
export { listMeetingDays } from './queries-meetings.ts'
export { listLastMonths } from './last-months.ts'
export {
  findLoad,
  listEstimates,
  listStaffHours,
  staffHoursOf,
  type PersonLoadRow,
} from './queries-capacity.ts'
export { listSchedule, type ScheduleRow } from './schedule.ts'
export { listSources, listSourcesOfFollowUp, type PlanSource } from './sources.ts'
export { listStandings, type NextStep, type Standing } from './standing.ts'
export { sentencesOf } from './difference.ts'
export { compareVersions, CompareFilter, filterCompared, type Compared } from './compare.ts'
export { planDutyRules } from './duties.ts'
export { sinceDecided, type SinceDecided } from './since.ts'
export { handOverPlanned } from './hand-over.ts'
export { analysisHref, listAnalyses } from './risk-analysis.ts'
export { listFocusCoverage, type FocusCoverage } from './focus-coverage.ts'
export { StateFilter } from './contract-state.ts'
export { findYearState, listEventsOutside, type TroubledRow, type YearState } from './queries-state.ts'
export { insertEvent } from './event.ts'
export { saveItems, setTeam } from './commands-change.ts'
export {
  listAbsences,
  recordAbsence,
  takeAbsence,
  withdrawAbsence,
  type AbsenceRow,
} from './commands-absence.ts'
export { Absence } from './contract-absence.ts'
