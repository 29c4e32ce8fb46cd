import { z } from 'zod'
import type { Db } from '#platform/db/pool.ts'
import { changing, reading, type Operation } from '#platform/web/api.ts'
import { reportTexts } from '#texts/sv/reports.ts'
import { createPaper, deliverPaper, editPaper } from './commands.ts'
import { freezePaper } from './commands-freeze.ts'
import { boardSummary } from './compare.ts'
import { createPeriodReport, replacePaper } from './commands-period.ts'
import { createPlanPaper } from './commands-plan.ts'
import { setReportDays } from './commands-days.ts'
import { changeSelection, markSources } from './commands-selection.ts'
import { sendPeriodReport } from './commands-send.ts'
import { changeTemplate } from './commands-templates.ts'
import {
  ChangeTemplateBody,
  CreatePaper,
  CreatePeriodReport,
  CreatePlanPaper,
  DaysBody,
  EditBody,
  FreezeBody,
  PaperFilter,
  PaperView,
  SelectionBody,
  SourcesBody,
} from './contract.ts'
import { findRows } from './counted-rows.ts'
import { paperChanges } from './difference-rules.ts'
import { examples } from './examples.ts'
import { findReplaced, listPapers } from './queries-list.ts'
import { findFrozenSnapshot, findPaper, listPapersOf } from './queries.ts'

const tag = 'Papers'
const ofPaper = z.object({ paperId: z.uuid() })
const made = z.object({ id: z.uuid(), revision: z.number().int() })

export const reportsApi: readonly Operation[] = [
  reading({
    path: '/follow-ups/{followUpId}/papers',
    tag,
    verb: 'paper.read',
    summary: 'Lista rapporter om en uppföljning / List papers about a follow-up',
    description: 'The newest first. Those who are not the office see only what has been shown to them.',
    params: z.object({ followUpId: z.uuid() }),
    answer: z.object({ papers: z.array(PaperView) }),
    run: async (tx, input) => ({ papers: await listPapersOf(tx, { followUpId: input.followUpId }) }),
  }),
  reading({
    path: '/papers/{paperId}',
    tag,
    verb: 'paper.read',
    summary: 'Visa en handling / Show a paper',
    description:
      'A paper with its texts. The frozen documents are files: /rapporter/{paperId}/fil/pdf, pdfa, docx, html and json.',
    params: ofPaper,
    answer: PaperView,
    run: (tx, input) => findPaper(tx, input.paperId),
  }),
  reading({
    path: '/papers/{paperId}/summary',
    tag,
    verb: 'paper.read',
    summary: 'Visa en handling i korthet / Show a frozen paper in short',
    description:
      'What the board page says: figures with change since last time, worst, mended, risk and cost.',
    params: ofPaper,
    answer: z.looseObject({ title: z.string(), summary: z.string(), proposal: z.string() }),
    // A notice or an extract is frozen too, but of another form: it has no page of this kind and no summary.
    run: async (tx, { paperId }) => {
      const snapshot = (await findPaper(tx, paperId)) && (await findFrozenSnapshot(tx, paperId))
      return snapshot && boardSummary(snapshot)
    },
  }),
  reading({
    path: '/papers/{paperId}/difference',
    tag,
    verb: 'paper.read',
    summary: 'Visa skillnaden mot förra versionen / Show what differs from the version before',
    description:
      'Title and each part that reads differently, with the words before and after. Empty for a first version.',
    params: ofPaper,
    answer: z.object({
      replaces: z.object({ id: z.uuid(), title: z.string() }).nullable(),
      changes: z.array(
        z.looseObject({ field: z.string(), label: z.string(), before: z.string(), after: z.string() }),
      ),
    }),
    run: differenceOf,
  }),
  reading({
    path: '/papers',
    tag,
    verb: 'paper.read',
    summary: 'Lista rapporter och handlingar / List papers',
    description:
      'Filter by kind, state, period, board and unit. Each reader sees only what is theirs to see.',
    query: PaperFilter,
    answer: z.object({
      papers: z.array(z.looseObject({ id: z.uuid(), title: z.string() })),
      total: z.number(),
    }),
    run: (tx, input) => listPapers(tx, input),
  }),
  reading({
    path: '/papers/{paperId}/rows/{table}/{row}',
    tag,
    verb: 'paper.read',
    summary: 'Visa vad en rad är räknad av / Show what a row is counted from',
    description:
      'The follow-ups, findings and actions behind one row of a report of a period, as it was made.',
    params: ofPaper.extend({ table: z.string().max(60), row: z.string().max(100) }),
    answer: z.looseObject({ table: z.string(), row: z.string() }),
    run: (tx, input) => findRows(tx, { ...input, now: new Date() }),
  }),
  changing({
    path: '/papers/period-reports',
    tag,
    method: 'post',
    summary: 'Skapa en rapport över en period / Create a report of a period',
    description: 'A half-year (2026-H1), quarter (2026-Q1) or year (2026) of the board whose matter it is.',
    body: CreatePeriodReport,
    example: examples.createPeriodReport,
    answer: made,
    command: createPeriodReport,
    created: true,
  }),
  changing({
    path: '/papers/plans',
    tag,
    method: 'post',
    summary: 'Skapa planens handling / Create the paper of a plan',
    description: 'The plan of the year with its memo. It replaces the frozen paper of the version before.',
    body: CreatePlanPaper,
    example: examples.createPlanPaper,
    answer: made,
    command: createPlanPaper,
    created: true,
  }),
  changing({
    path: '/papers/{paperId}/replace',
    tag,
    method: 'post',
    summary: 'Skapa en ny version av en handling / Create a new version of a paper',
    description: 'A draft with the texts of the frozen paper, which it will replace.',
    params: ofPaper,
    answer: made,
    command: replacePaper,
    created: true,
  }),
  changing({
    path: '/paper-templates',
    tag,
    method: 'post',
    summary: 'Ändra mallen / Change the template',
    description: 'A new version of logo, letterhead, standard texts and own Typst file.',
    body: ChangeTemplateBody,
    example: examples.changeTemplate,
    answer: z.object({ id: z.uuid(), number: z.number().int() }),
    command: changeTemplate,
    created: true,
  }),
  changing({
    path: '/papers',
    tag,
    method: 'post',
    summary: 'Skapa en handling / Create a paper',
    description: 'A report of a fixed follow-up, or a memo in a matter. The texts are begun for the author.',
    body: CreatePaper,
    example: examples.createPaper,
    answer: made,
    command: createPaper,
    created: true,
  }),
  changing({
    path: '/papers/{paperId}',
    tag,
    method: 'patch',
    summary: 'Ändra texterna / Change the texts',
    description:
      'Title and texts of a draft. Answers 412 with what holds now if the revision is not the newest.',
    params: ofPaper,
    body: EditBody,
    example: examples.editPaper,
    answer: made,
    command: editPaper,
  }),
  changing({
    path: '/papers/{paperId}/freeze',
    tag,
    method: 'post',
    summary: 'Fastställ en handling / Freeze a paper',
    description: 'Stores the data and every rendered form for ever and registers the paper in its matter.',
    params: ofPaper,
    body: FreezeBody,
    example: examples.freezePaper,
    answer: made.extend({ recordId: z.uuid(), number: z.number().int(), sha256: z.string() }),
    command: freezePaper,
  }),
  changing({
    path: '/papers/{paperId}/deliver',
    tag,
    method: 'post',
    summary: 'Skicka rapporten till utföraren / Deliver a report to the provider',
    description: 'Shows the frozen report to the unit and its provider and tells their managers.',
    params: ofPaper,
    answer: z.object({ id: z.uuid(), receivers: z.number().int() }),
    command: deliverPaper,
  }),
  changing({
    path: '/papers/{paperId}/send',
    tag,
    method: 'post',
    summary: 'Skicka en periodrapport för kännedom / Send a report of a period for information',
    description:
      'To the managers of the units in it, their providers and the director, when the board has it.',
    params: ofPaper,
    answer: z.object({ id: z.uuid(), receivers: z.number().int() }),
    command: sendPeriodReport,
  }),
  changing({
    path: '/papers/{paperId}/selection',
    tag,
    method: 'patch',
    summary: 'Ändra urvalet i ett utkast / Change what a draft is of',
    description: 'Area, form, kind, agreement or single follow-ups; the texts stay as they are.',
    params: ofPaper,
    body: SelectionBody,
    example: examples.changeSelection,
    answer: made,
    command: changeSelection,
  }),
  changing({
    path: '/papers/{paperId}/sources',
    tag,
    method: 'patch',
    summary: 'Ange underlagen för analysen / Mark the sources of the yearly analysis',
    description: 'Which of them were there and which are missing, each with a note.',
    params: ofPaper,
    body: SourcesBody,
    example: examples.markSources,
    answer: made,
    command: markSources,
  }),
  changing({
    path: '/boards/{boardId}/report-days',
    tag,
    method: 'patch',
    summary: 'Ändra nämndens rapportdagar / Change the days of the board’s reports',
    description: 'The two days (month-day) by which the board is to have the reports of the half-years.',
    params: z.object({ boardId: z.uuid() }),
    body: DaysBody,
    example: examples.setReportDays,
    answer: z.object({ id: z.uuid() }),
    command: setReportDays,
  }),
]

async function differenceOf(tx: Db, { paperId }: { paperId: string }) {
  const paper = await findPaper(tx, paperId)
  const before = paper && (await findReplaced(tx, paper))
  return (
    paper && {
      replaces: before ? { id: before.id, title: before.title } : null,
      changes: before ? paperChanges(before, paper, reportTexts.title) : [],
    }
  )
}
