export { firstBrokenRow, listLog, LogFilter, namesOf } from './queries.ts'
