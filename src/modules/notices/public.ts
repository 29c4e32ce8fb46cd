export { countWaiting, listNotices } from './queries.ts'
export { layNotices, notify, notifyTeam, openNotice } from './commands.ts'
export { holdersAnywhere, holdersOf, managersOf, operatorsOf } from './receivers.ts'
