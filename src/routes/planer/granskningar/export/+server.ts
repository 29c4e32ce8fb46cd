import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { listReviews, type SpecialReview } from '#modules/plans/public.ts'
import { everyRow } from '#platform/list-filter.ts'
import type { Column } from '#platform/tabular/table.ts'
import { ask } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import { reviewTexts as t } from '#texts/sv/owed-list.ts'
import { itemDepthNames } from '#texts/sv/plans.ts'
import { planPageTexts } from '#texts/sv/plans-pages.ts'
import { reviewFilterFrom } from '../filter.ts'

const columns: readonly Column<SpecialReview>[] = [
  { key: 'what', title: t.what, type: 'text', value: (row) => row.title },
  { key: 'question', title: t.question, type: 'text', value: (row) => row.what },
  { key: 'concerns', title: t.concerns, type: 'text', value: (row) => row.name || t.whole },
  { key: 'depth', title: t.depth, type: 'text', value: (row) => itemDepthNames[row.depth] },
  { key: 'board', title: t.board, type: 'text', value: (row) => row.boardName },
  { key: 'decidedOn', title: t.decidedOn, type: 'date', value: (row) => row.decidedOn },
  { key: 'paragraph', title: t.paragraph, type: 'text', value: (row) => row.paragraph },
  { key: 'caseNumber', title: t.caseNumber, type: 'text', value: (row) => row.caseNumber },
  { key: 'dueOn', title: t.dueOn, type: 'date', value: (row) => row.dueOn },
  { key: 'state', title: t.state, type: 'text', value: (row) => t.states[row.state] },
]

export const GET: RequestHandler = ({ locals, url }) =>
  ask(locals, async (tx) => {
    const { reviews } = await listReviews(tx, { ...reviewFilterFrom(url), ...everyRow })
    const date = todayIn(locals.now)
    return downloadTable(url, columns, reviews, { title: t.title, source: planPageTexts.source, date })
  })
