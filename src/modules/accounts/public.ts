export { AccountFilter } from './contract.ts'
export {
  assignRole,
  changeSettings,
  closeAccount,
  endRole,
  inviteAccount,
  resetPassword,
} from './commands.ts'
export { changePassword, endOwnSession, endSessionsOf } from './commands-sessions.ts'
export { findLink, newLink, useLink } from './links.ts'
export {
  countWorkLeft,
  findAccount,
  getSettings,
  listAccounts,
  listAssignments,
  listOwnSessions,
  listProvidersForAccounts,
  listUnitsForAccounts,
} from './queries.ts'
export { linkHours, scopeOfRole, sideOf } from './rules.ts'
