export { firstBrokenRow, listLog, LogFilter } from './queries.ts'
