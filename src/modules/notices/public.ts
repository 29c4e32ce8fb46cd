export { countWaiting, listNotices } from './queries.ts'
export { layNotices, notify, notifyTeam, openNotice } from './commands.ts'
export { holdersAnywhere, holdersOf, operatorsOf } from './receivers.ts'
