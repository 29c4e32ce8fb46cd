export { countLacking, listMyFollowUps, listWaiting } from './queries.ts'
export type { Counts, WaitingItem, WaitingKind } from './queries.ts'
