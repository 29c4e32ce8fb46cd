export { bindIdentity, saveIdentityProvider, testIdentityProvider, turnAwayIdentity } from './commands.ts'
export { finishSignIn } from './finish.ts'
export { leaveAt } from './leave.ts'
export {
  countWaitingIdentities,
  findIdentityProvider,
  listBindable,
  listBoundIdentities,
  listIdentityProviders,
  listUnboundIdentities,
  listWays,
  listWaysOfInvitation,
} from './queries.ts'
export { refreshSessions } from './refresh.ts'
export { startSignIn } from './start.ts'
export { takeLogout } from './take-logout.ts'
