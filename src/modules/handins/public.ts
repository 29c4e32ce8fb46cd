export { draftKey, submitRequest, type HandedIn } from './commands.ts'
export { askExtension, assignRequest } from './commands-tasks.ts'
export { HandInFilter } from './contract.ts'
export {
  findHandIn,
  listColleagues,
  listCriteria,
  listHandIns,
  reachOf,
  type HandIn,
  type Reach,
} from './queries.ts'
export { listAllReceipts, listReceipts, listReusable, type Receipt } from './queries-receipts.ts'
export { listComing, listOwnUnits, listWaiting } from './queries-waiting.ts'
export { allowed, hrefOf, isExtensionAsked, isLate, type Waiting } from './rules.ts'
