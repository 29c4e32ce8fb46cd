export { dropDraft, keepDraft } from './commands.ts'
export { findDraft, removeDraft, type OwnDraft } from './queries.ts'
export { DraftContent } from './contract.ts'
