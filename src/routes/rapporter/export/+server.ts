import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { listPapers, type PaperRow } from '#modules/reports/public.ts'
import { everyRow } from '#platform/list-filter.ts'
import { ask } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import type { Column } from '#platform/tabular/table.ts'
import { paperListTexts as t } from '#texts/sv/period-reports.ts'
import { paperKindNames, paperStateNames } from '#texts/sv/reports.ts'
import { paperFilterFrom } from '../filter.ts'

const columns: readonly Column<PaperRow>[] = [
  { key: 'title', title: t.paper, type: 'text', value: (row) => row.title },
  { key: 'kind', title: t.kind, type: 'text', value: (row) => paperKindNames[row.kind] },
  { key: 'period', title: t.period, type: 'text', value: (row) => row.period },
  { key: 'unit', title: t.unit, type: 'text', value: (row) => row.unitName },
  { key: 'board', title: t.board, type: 'text', value: (row) => row.boardName },
  { key: 'caseNumber', title: t.caseNumber, type: 'text', value: (row) => row.caseNumber },
  { key: 'state', title: t.state, type: 'text', value: (row) => paperStateNames[row.state] },
  { key: 'date', title: t.date, type: 'date', value: (row) => todayIn(row.frozenAt ?? row.createdAt) },
  { key: 'sent', title: t.sent, type: 'date', value: (row) => row.sharedAt && todayIn(row.sharedAt) },
  { key: 'author', title: t.author, type: 'text', value: (row) => row.authorName },
]

export const GET: RequestHandler = async ({ locals, url }) => {
  const filter = { ...paperFilterFrom(url), ...everyRow }
  const { papers } = await ask(locals, (tx) => listPapers(tx, filter))
  return downloadTable(url, columns, papers, {
    title: t.title,
    source: t.source,
    date: todayIn(locals.now),
  })
}
