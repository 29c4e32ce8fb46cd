export { approveDisposal, proposeDisposal, rejectDisposal, withdrawDisposal } from './commands.ts'
export { liftHold, placeHold, setDisposalRule } from './commands-rule.ts'
export { DisposalFilter } from './contract.ts'
export { countDue, listDue, type Due } from './due.ts'
export {
  findCertificate,
  findDisposal,
  findOpen,
  lastBackupDays,
  listDisposals,
  listItems,
} from './queries.ts'
export { findRule, listHolds, listKeptBoards, listRules, type Rule } from './queries-rule.ts'
export { findNotesGone, refuseGoneImport, refuseGoneRecords, refuseWithoutBasis } from './refuse.ts'
export { workDisposals } from './work.ts'
