export { isAsked, remembersFrom, swedishDay } from './fragments.ts'
export { refreshDuties, sweepDuties } from './refresh.ts'
export { listMunicipalities, systemScope, type Municipality } from './system.ts'
export type { Asked, DutyRule } from './duty-rule.ts'
export {
  assignDuty,
  decideDuty,
  handOverDuty,
  moveDuty,
  settleDuty,
  takeBackSettled,
  takeBackWaiver,
  waiveDuty,
} from './commands.ts'
export { DutyFilter } from './contract.ts'
export {
  countLateElsewhere,
  daysAhead,
  findDuty,
  isMine,
  listCandidates,
  listDuties,
  listEvents,
  listMine,
  listOwners,
  type DutyRow,
} from './queries.ts'
export { isOperatorRole, owedOnce, ownRule, type DutyState, type Owed, type OwedRow } from './rules.ts'
export { remindOfDuties } from './remind.ts'
