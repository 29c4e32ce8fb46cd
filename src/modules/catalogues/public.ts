export {
  areaNames,
  chosenVersion,
  findRequirement,
  listCatalogueVersions,
  listLawOn,
  listParts,
  listRequirements,
  listWordings,
  type CatalogueVersion,
} from './queries.ts'
export {
  countRunning,
  findBase,
  findInVersion,
  findNewestPublished,
  findOpenDraft,
  findVersion,
  findWritten,
  listKept,
  listWritten,
  written,
  type Version,
  type WrittenRequirement,
} from './queries-drafts.ts'
export { findLastAssessed, findNextPlanned } from './queries-times.ts'
export { historyOf, type HistoryEntry } from './history.ts'
export { listChoices, listNames, namesIn, type RequirementChoices } from './queries-form.ts'
export { publishVersion, startDraft, withdrawDraft } from './commands-drafts.ts'
export {
  addRequirement,
  bringBackRequirement,
  changeRequirement,
  moveRequirement,
  takeOutRequirement,
} from './commands-requirements.ts'
export { changedWords, fieldWords, type ChangedWords, type Names } from './rules-words.ts'
export { changedFields, differenceOf, type Changed, type Difference } from './difference-rules.ts'
export { missingFields, requirementFields, type RequirementFacts } from './draft-rules.ts'
export { countChanges, draftRows, filterRows, type ChangeKind, type DraftRow } from './draft-view.ts'
export { DraftFilter } from './contract-drafts.ts'
export { RequirementFilter } from './contract.ts'
export { citation, lawOn, type LawReference } from './rules.ts'
