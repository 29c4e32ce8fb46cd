export {
  findFollowUp,
  findReportStanding,
  getFollowUp,
  listMembers,
  lockFollowUp,
  saveFollowUpState,
  type FollowUpPatch,
} from './queries.ts'
export { assertMembersFit, findTeamFaults, lawsOfUnit, listCandidates, teamBasis } from './queries-team.ts'
export { countYear, type CountRow, type YearCounts } from './queries-summary.ts'
export { listFollowUps, listYears, type FollowUpRow } from './queries-list.ts'
export {
  countProtocol,
  findPrevious,
  listFindingsOf,
  listLastTime,
  listFocusAreas,
  listProtocolRequirements,
  planProtocol,
  unmetLastTime,
} from './queries-protocol.ts'
export {
  countParts,
  findHearingDay,
  findReport,
  findSurroundings,
  listHistory,
  type Counts,
} from './queries-page.ts'
export { listRequests, listSubmissions } from './queries-requests.ts'
export { listVisitTimes, VisitTimeFilter, type VisitTimeRow } from './visit-times.ts'
export { listVisits } from './queries-visits.ts'
export { addLead, changeFollowUp, createFollowUp, planFollowUp } from './commands.ts'
export { beginFollowUp, cancelFollowUp, closeFollowUp, prepareFollowUp } from './commands-course.ts'
export { addMember, addToTeam, declareBias, removeMember } from './commands-team.ts'
export { recordVisit } from './commands-visits.ts'
export { recordHours } from './commands-hours.ts'
export { listHours, sumHoursByMonth, type HourEntry } from './queries-hours.ts'
export { hourRoleOf, hourRoles, withoutHours, type HourRole } from './rules-hours.ts'
export {
  acceptRequest,
  answerExtension,
  createRequests,
  returnRequest,
  withdrawRequest,
} from './commands-requests.ts'
export { describeSteps, listAllSteps, listSteps } from './steps.ts'
export { FollowUpFilter } from './contract.ts'
export {
  canMove,
  followUpKinds,
  followUpStates,
  methods,
  isLate,
  moved,
  moves,
  steps,
  teamFaults,
  timeOfDayOf,
  type Bias,
  type CourseStep,
  type FollowUp,
  type FollowUpKind,
  type FollowUpState,
  type Member,
  type Move,
  type Origin,
  type TargetedForm,
  type TeamFaults,
  type TimeOfDay,
} from './rules.ts'
export {
  canMoveRequest,
  movedRequest,
  type DocumentRequest,
  type RequestMove,
  type RequestState,
} from './rules-requests.ts'
export { followUpDutyRules } from './duties.ts'
export { handOverFollowUp, teamAfterHandOver } from './hand-over.ts'
