export { chainState, checkChain } from './chain.ts'
export { listLog, LogFilter, namesOf } from './queries.ts'
