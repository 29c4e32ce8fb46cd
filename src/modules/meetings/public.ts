export { addRecord, addRecordIfMatter } from './records.ts'
export {
  findMatter,
  findOpenMatter,
  listBoards,
  listChain,
  listFollowUpsIn,
  listMatters,
  listOpenMatters,
  listRecords,
  lockMatter,
} from './queries-matters.ts'
export { findMeeting, findPlan, listMeetings, listPlannedMeetings, listPlans, listYear } from './queries.ts'
export {
  findItem,
  listBias,
  listBodies,
  listItems,
  listItemsOfMatter,
  listItemsOfPaper,
  listMembers,
  listNeighbours,
  listWaiting,
  onAgenda,
  type Item,
} from './queries-items.ts'
export {
  findReceivedExtract,
  listConcerned,
  listDecisions,
  listDeliveriesOf,
  listOtherBoards,
} from './queries-after.ts'
export {
  changeMatter,
  closeMatter,
  newMatter,
  openMatter,
  registerRecord,
  reopenMatter,
  writeNote,
} from './commands-matters.ts'
export { cancelMeeting, changeMeeting, createMeeting, createMeetings } from './commands-meetings.ts'
export { isDraft, noticeMeeting } from './commands-notice.ts'
export { adjustMinutes, postMinutes } from './commands-minutes.ts'
export {
  changeItem,
  moveItem,
  orderAgenda,
  putOnAgenda,
  putReportItem,
  withdrawItem,
} from './commands-agenda.ts'
export { addItemNote, decideItem } from './commands-decide.ts'
export { declareItemBias, withdrawBias } from './commands-bias.ts'
export { addBody, noteReceipt, sendExtract } from './commands-send.ts'
export { extractPaper, type LaidOut } from './documents.ts'
export { noticeOf } from './notice.ts'
export { meetingDutyRules } from './duties.ts'
export { onDecided, type Decided, type DecidedHook } from './hooks.ts'
export { MatterFilter } from './contract.ts'
export { DecisionFilter } from './contract-meetings.ts'
