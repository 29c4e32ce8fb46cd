import type { RequestHandler } from './$types'
import { formatDateTime, formatMonth, todayIn } from '#kernel/dates.ts'
import { listReviews } from '#modules/logreviews/public.ts'
import { everyRow } from '#platform/list-filter.ts'
import { ask } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import { logReviewTexts as t } from '#texts/sv/log-reviews.ts'
import { reviewFilterFrom } from '../filter.ts'
import { resultWords } from '../words.ts'

export const GET: RequestHandler = async ({ locals, url }) => {
  const filter = { ...reviewFilterFrom(url), ...everyRow }
  const { rows } = await ask(locals, (tx) => listReviews(tx, filter))
  type Row = (typeof rows)[number]
  const columns = [
    { key: 'month', title: t.month, type: 'text', value: (row: Row) => formatMonth(row.month) },
    { key: 'state', title: t.state, type: 'text', value: (row: Row) => t.states[row.state] },
    { key: 'dueOn', title: t.due, type: 'date', value: (row: Row) => row.dueOn },
    { key: 'rows', title: t.rows, type: 'integer', value: (row: Row) => row.rowCount },
    { key: 'hits', title: t.hits, type: 'integer', value: (row: Row) => row.hits },
    { key: 'sample', title: t.drawn, type: 'integer', value: (row: Row) => row.items - row.hits },
    { key: 'judged', title: t.judged, type: 'integer', value: (row: Row) => row.judged },
    { key: 'faults', title: t.faults, type: 'integer', value: (row: Row) => row.faults },
    { key: 'result', title: t.result, type: 'text', value: resultWords },
    { key: 'by', title: t.by, type: 'text', value: (row: Row) => row.finishedBy },
    {
      key: 'at',
      title: t.at,
      type: 'text',
      value: (row: Row) => (row.finishedAt ? formatDateTime(row.finishedAt) : ''),
    },
    { key: 'conclusion', title: t.conclusion, type: 'text', value: (row: Row) => row.conclusion },
    { key: 'lateReason', title: t.wasLate, type: 'text', value: (row: Row) => row.lateReason },
  ] as const
  return downloadTable(url, columns, rows, { title: t.title, source: t.source, date: todayIn(locals.now) })
}
