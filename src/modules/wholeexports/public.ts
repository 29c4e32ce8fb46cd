export { askWholeExport, fetchWholeExport, removeWholeExport } from './commands.ts'
export { listWholeExports, piecesOf } from './queries.ts'
export { workWholeExports } from './work.ts'
