export { InviteImported, ImportFilter, RowFilter } from './contract.ts'
export { readImport, readPeople } from './commands-read.ts'
export { uploadImport, uploadPeople } from './commands-upload.ts'
export { mapImport, mapPeople, previewImport, previewPeople, runImport, runPeople } from './commands-run.ts'
export { undoImport, undoPeople } from './undo.ts'
export { inviteImported } from './commands-invite.ts'
export { listBlockers, listDoneRows, type Blocker } from './undo-blocks.ts'
export { faultsFile } from './faults-file.ts'
export { templateFile } from './templates.ts'
export {
  findImport,
  findSameFile,
  findWorkFault,
  isRegisterEmpty,
  listImportRows,
  listImports,
  listInvited,
  listSamples,
  type FoundImport,
} from './queries.ts'
export { guessColumns } from './sheets.ts'
export { fieldsOf, neededFields } from './fields.ts'
export {
  importKinds,
  outcomes,
  totalOf,
  type CountsByKind,
  type ImportKind,
  type SheetPlan,
} from './rules.ts'
export { lendHand, importLock, problemOf, waitingImports } from './work-wait.ts'
export { workImports } from './work-do.ts'
export { mayImport, stepsFor, uploads } from './steps.ts'
