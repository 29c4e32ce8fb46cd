export { AccountFilter } from './contract.ts'
export { assignRole, changeSettings, endRole, inviteAccount, resetPassword } from './commands.ts'
export { closeAccount, reopenAccount } from './commands-closing.ts'
export { changePassword, endAllSessions, endOwnSession, endSessionsOf } from './commands-sessions.ts'
export { endAccount, type EndedAccess } from './leaving.ts'
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
  providersByName,
} from './queries.ts'
export { linkHours, scopeOfRole, sideOf } from './rules.ts'
