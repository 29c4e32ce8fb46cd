export { finishReview, judgeItems, setRules } from './commands.ts'
export { ReviewFilter } from './contract.ts'
export { tendLogReviews } from './make.ts'
export {
  findReview,
  findReviewOf,
  getFigures,
  listItems,
  listReviews,
  logReviewStanding,
  type Item,
} from './queries.ts'
export { dueOn, itemKinds, reviewStates, verdicts, type ItemKind } from './rules.ts'
