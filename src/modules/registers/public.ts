export { addEntry, changeEntry, moveEntry, removeEntry, restoreEntry } from './commands.ts'
export { attachFile, detachFile } from './commands-files.ts'
export { addKind, switchKind } from './commands-kinds.ts'
export { EntryFilter } from './contract.ts'
export { KindContent, type Definition, type Field, type FieldType } from './definition.ts'
export { registerDutyRules } from './duties.ts'
export {
  findEntry,
  findKind,
  listEntries,
  listEntriesAbout,
  listKinds,
  type Entry,
  type Kind,
} from './queries.ts'
export { listChanges, listFigures, listFiles, listRiskAnalyses, type RiskAnalysis } from './queries-parts.ts'
export { namesIn, referenceChoices, type Names } from './references.ts'
export { aboutInWords, changesInWords, rowsInWords, type AboutRow, type RowInWords } from './views.ts'
export { handOverEntry } from './hand-over.ts'
