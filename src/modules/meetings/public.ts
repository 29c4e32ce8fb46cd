export { addRecord, addRecordIfMatter } from './records.ts'
export {
  findMatter,
  listBoards,
  listFollowUpsIn,
  listMatters,
  listOpenMatters,
  listRecords,
  lockMatter,
} from './queries-matters.ts'
export {
  findItem,
  findMeeting,
  findPlan,
  listItems,
  listItemsOfMatter,
  listItemsOfPaper,
  listMeetings,
  listPlannedMeetings,
  listPlans,
} from './queries.ts'
export { newMatter, openMatter, registerRecord } from './commands-matters.ts'
export { adjustMinutes, createMeeting, noticeMeeting } from './commands-meetings.ts'
export { decideItem, putOnAgenda } from './commands-agenda.ts'
export { MatterFilter } from './contract.ts'
