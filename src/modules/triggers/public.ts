export { causeFor } from './cause.ts'
export { dismissTrigger, proposeFollowUp, supplementTrigger, withdrawTrigger } from './commands.ts'
export { decideTrigger } from './commands-decide.ts'
export { setTriggerRules } from './commands-settings.ts'
export { TriggerFilter } from './contract.ts'
export { deciderOf, mayDecide, type Decider } from './decider.ts'
export { triggerDutyRules } from './duties.ts'
export { listFactsToPick } from './pick.ts'
export { findTrigger, findTriggerOf, type FoundTrigger } from './queries.ts'
export { compareUnits, listOngoing, type Compared } from './queries-after.ts'
export { listTriggers, type TriggerRow } from './queries-list.ts'
export { getTriggerRules, listTriggerRuleChanges } from './settings.ts'
export { SignalFilter } from './contract-signals.ts'
export {
  closeSignal,
  findSignal,
  listSignals,
  registerSignal,
  sendSignal,
  type SignalRow,
} from './signals.ts'
export { raiseProposals } from './sweep.ts'
