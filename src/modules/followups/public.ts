export { findFollowUp, getFollowUp, listMembers, lockFollowUp, saveFollowUpState } from './queries.ts'
export type { FollowUpPatch } from './queries.ts'
export { assertMembersFit, findTeamFaults } from './queries-team.ts'
export {
  canMove,
  followUpKinds,
  followUpStates,
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
  type TeamFaults,
  type TimeOfDay,
} from './rules.ts'
