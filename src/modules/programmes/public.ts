export { listProgrammes, type Programme } from './queries.ts'
export { registerProgramme } from './commands.ts'
export { coveringOn, coveringYears, type Term } from './rules.ts'
