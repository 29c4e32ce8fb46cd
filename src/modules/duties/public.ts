export { refreshDuties } from './refresh.ts'
export type { Asked, DutyRule, Owed } from './rules.ts'
