export { countWaiting, listNotices } from './queries.ts'
export { notify, openNotice } from './commands.ts'
export { holdersOf, operatorsOf } from './receivers.ts'
