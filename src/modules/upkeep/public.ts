export { answerReview } from './commands.ts'
export { countLate, listReviews, readReview } from './queries.ts'
export { quarterOf, type ReviewState } from './rules.ts'
export { tendAccounts } from './tend.ts'
