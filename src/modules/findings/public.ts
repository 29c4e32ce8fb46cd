export { requestPlan, submitPlan } from './commands-plan.ts'
export { writeAction } from './commands-write.ts'
export {
  approveAction,
  closeAction,
  reportAction,
  returnAction,
  sayOfAction,
  verifyAction,
} from './commands-action.ts'
export { closeFinding, confirmRepeat, decideIvo, escalateFinding } from './commands-finding.ts'
export { findingDecided } from './board-outcome.ts'
export { makeReferral } from './commands-referral.ts'
export { countIvoMissing, listFindings } from './queries-list.ts'
export {
  findClause,
  findFinding,
  listChain,
  listEarlier,
  listEvidence,
  listHistory,
  listPlanFindings,
  listReferrals,
  listSteps,
  type FindingRow,
} from './queries.ts'
export {
  countLateActions,
  findAction,
  findPlan,
  listActions,
  listEntries,
  listFindingActions,
  listOpenPlans,
  listPlanActions,
  listPlansOf,
  type ActionRow,
  type PlanRow,
} from './queries-plans.ts'
export { ActionFilter, FindingFilter } from './contract.ts'
export {
  defaultDueOn,
  isOverdue,
  isPlanLate,
  ladder,
  missingIn,
  movedFinding,
  proposedStep,
} from './rules.ts'
export { findingDutyRules } from './duties.ts'
