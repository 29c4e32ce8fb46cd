export {
  isUnderway,
  whyNots,
  type Assumptions,
  type Calculation,
  type Left,
  type Note,
  type ProposalState,
  type WhyNot,
} from './rules.ts'
export { RowFilter, rowSorts } from './contract.ts'
export { askProposal, stopProposal } from './commands.ts'
export { takeProposal } from './commands-take.ts'
export { fillNotCovered } from './commands-left.ts'
export { deleteProposal } from './commands-delete.ts'
export { differencesOf, type Difference } from './compare.ts'
export { answeredBy, highRisk, resultOf, yearsOf, type Result } from './result.ts'
export { filterRows, rowsOf, type ProposedRow } from './rows.ts'
export { inWords, waysOut, type Place, type Way } from './ways-out.ts'
export { getCalculation, setCalculation } from './settings.ts'
export { findProposal, listProposals, waitingProposals, type Proposal, type ProposalRow } from './queries.ts'
export { draftMarkOf } from './gather.ts'
export { professionsOf } from './input-staff.ts'
export { isCurrent } from './question.ts'
export { BrokenFilter } from './contract-broken.ts'
export { brokenNow, filterBroken, type BrokenNow, type BrokenRow } from './laid-broken.ts'
export { moveOutcomes, type MoveOutcome, type MoveOutcomes } from './laid-effect.ts'
export { rowWhy, type RowWhy } from './laid-why.ts'
export { layPlan, type LaidPlan } from './laid.ts'
export { lendHand } from './lend-hand.ts'
export { workProposals } from './in-turns.ts'
export { proposalLock } from './work.ts'
export { placeEvent } from './commands-event.ts'
export { pushedPattern } from './contract-event.ts'
export { listPlanEvents, eventHoursOf, type Displaced, type PlanEvent } from './event-hours.ts'
export {
  choicesFor,
  isFixed,
  outcomeOf,
  rowsInTheWay,
  sceneOf,
  shortIn,
  shortOf,
  stepOf,
  taken,
  wishesOf,
  type Choice,
  type Outcome,
  type Scene,
  type Step,
  type Wish,
} from './displace.ts'
export { suggest, suggestedBys, suggestion, type SuggestedBy } from './displace-suggest.ts'
export { breaksOfStep, choiceText, displacedOf, stepText } from './displace-words.ts'
export { revisePlan } from './commands-revise.ts'
export { reviseCauses, type ReviseCause } from './rules-revise.ts'
export { revisedBy, revisedKinds, type Revised, type RevisedKind } from './revised.ts'
