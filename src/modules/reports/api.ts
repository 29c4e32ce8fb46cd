import { z } from 'zod'
import { changing, reading, type Operation } from '#platform/web/api.ts'
import { createPaper, deliverPaper, editPaper } from './commands.ts'
import { freezePaper } from './commands-freeze.ts'
import { boardSummary } from './compare.ts'
import { CreatePaper, EditBody, FreezeBody, PaperView } from './contract.ts'
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
    run: async (tx, input) => {
      const snapshot = await findFrozenSnapshot(tx, input.paperId)
      return snapshot && boardSummary(snapshot)
    },
  }),
  changing({
    path: '/papers',
    tag,
    method: 'post',
    summary: 'Skapa en handling / Create a paper',
    description: 'A report of a fixed follow-up, or a memo in a matter. The texts are begun for the author.',
    body: CreatePaper,
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
]
