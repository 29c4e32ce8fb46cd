export { changeRelease, chooseRecords, receiveRelease } from './commands.ts'
export { addCopy, maskRecord, reviewRecord } from './commands-review.ts'
export { closeRelease, decideRelease } from './commands-decide.ts'
export { maskLocked, openLocked, takeLocked } from './commands-locked.ts'
export { logReading, originalOf, releaseBundle } from './bundle.ts'
export { ReleaseFilter } from './contract.ts'
export { releaseDutyRules } from './duties.ts'
export { maskPaper, placesOf } from './masking.ts'
export {
  findRelease,
  listMattersOf,
  listMattersToChoose,
  listReleaseLog,
  listReleases,
  listReleasesOfMatter,
} from './queries.ts'
export { LockedFilter } from './contract.ts'
export { findLocked, listLocked, listLockedOf, listOpenings } from './queries-locked.ts'
export { findReview, listRecordsToChoose, listReviews, type Review } from './queries-records.ts'
export { paperOfRecord } from './record-paper.ts'
