export { checkTeams, type Warning } from './checks.ts'
export { handOver } from './commands.ts'
export { LeaverFilter } from './contract.ts'
export {
  countOwnDrafts,
  findLeaver,
  listHandedOver,
  listLeavers,
  listReceivers,
  listWork,
  type Leaver,
} from './queries.ts'
export { countsOf, keyOf, sharedOut, workKinds, type Work, type WorkKind } from './rules.ts'
