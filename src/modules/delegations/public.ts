export {
  decideOrder,
  discardOrder,
  recordChairDecision,
  removePoint,
  reportDecisions,
  savePoint,
  startOrder,
  takeDecision,
} from './commands.ts'
export { DelegationFilter } from './contract.ts'
export { delegationDutyRules } from './duties.ts'
export {
  findDecisionOf,
  findPointOf,
  listAwaiting,
  listDelegations,
  listOrders,
  listPoints,
  listPointsInForce,
  listReportedIn,
  listUnreported,
} from './queries.ts'
export {
  assertDelegated,
  holdsPoint,
  recordDelegated,
  recordDelegatedIfMay,
  type Delegated,
} from './record.ts'
export { acts, decisionNumber, delegates, inForce, type Act, type Point } from './rules.ts'
