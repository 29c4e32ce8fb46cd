export { createPaper, deliverPaper, editPaper, startMemo } from './commands.ts'
export { freezePaper } from './commands-freeze.ts'
export { boardSummary, type BoardSummary } from './compare.ts'
export { articleOf, renderDocuments } from './documents.ts'
export { paperOf } from './blocks.ts'
export {
  findForm,
  findFrozenSnapshot,
  findPaper,
  forms,
  listDeliveries,
  listPapersOf,
  newestVersion,
  type Form,
} from './queries.ts'
export { reportContent, reportSnapshot } from './snapshot.ts'
