export { createPeriodReport, replacePaper } from './commands-period.ts'
export { createPlanPaper } from './commands-plan.ts'
export { planDocument } from './plan-document.ts'
export { createPaper, deliverPaper, editPaper, startMemo } from './commands.ts'
export { sendPeriodReport } from './commands-send.ts'
export { changeSelection, markSources } from './commands-selection.ts'
export { lackingParts } from './lacks.ts'
export { mayFix, mayWrite, ruleOf, typesFor } from './writers.ts'
export { freezeAtNotice, freezePaper } from './commands-freeze.ts'
export { boardSummary, type BoardSummary } from './compare.ts'
export { articleOf, renderDocuments, renderPaperHtml, withRowLinks } from './documents.ts'
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
export { PaperFilter } from './contract.ts'
export { paperChanges, type PaperChange } from './difference-rules.ts'
export { findReplaced, listPapers, listPeriods, listVersions, type PaperRow } from './queries-list.ts'
export { listChosen, listReportedAgreements, listUnreported } from './period-content.ts'
export { findRows, type CountedRows } from './counted-rows.ts'
export { setReportDays } from './commands-days.ts'
export { changeTemplate } from './commands-templates.ts'
export { previewPaper, previewWord } from './preview.ts'
export {
  findTemplate,
  letterheadOf,
  listReportDays,
  listTemplates,
  newestTemplate,
  toLetterhead,
  type TemplateTexts,
} from './queries-templates.ts'
export { findMinutes, setMinutes } from './minutes.ts'
export { reportDutyRules } from './duties.ts'
