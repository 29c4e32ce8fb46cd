export { countWaiting, listNotices } from './queries.ts'
export { notify, notifyTeam, openNotice } from './commands.ts'
export { holdersOf, operatorsOf } from './receivers.ts'
