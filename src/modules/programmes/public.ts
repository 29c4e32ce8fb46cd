export { listProgrammes, type Programme } from './queries.ts'
export { registerProgramme } from './commands.ts'
export { coveringOn, type Term } from './rules.ts'
