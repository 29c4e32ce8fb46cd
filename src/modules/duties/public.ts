export { isAsked, remembersFrom, swedishDay } from './fragments.ts'
export { refreshDuties, sweepDuties } from './refresh.ts'
export { listMunicipalities, systemScope, type Municipality } from './system.ts'
export type { Asked, DutyRule, Owed } from './rules.ts'
