import type { RequestHandler } from './$types'
import { formatDateTime, todayIn } from '#kernel/dates.ts'
import { findReview, listItems, type Item } from '#modules/logreviews/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import { logReviewTexts as t } from '#texts/sv/log-reviews.ts'
import { whatWords } from '../../words.ts'

export const GET: RequestHandler = async ({ locals, params, url }) => {
  const id = idFrom(params.reviewId)
  const { review, items } = await ask(locals, async (tx) => ({
    review: found(await findReview(tx, id)),
    items: await listItems(tx, id),
  }))
  const columns = [
    { key: 'rule', title: t.why, type: 'text', value: (row: Item) => t.rules[row.rule].title },
    { key: 'day', title: t.day, type: 'date', value: (row: Item) => row.day },
    { key: 'who', title: t.who, type: 'text', value: (row: Item) => row.subject },
    { key: 'what', title: t.what, type: 'text', value: whatWords },
    { key: 'rows', title: t.rows, type: 'integer', value: (row: Item) => row.rows },
    { key: 'from', title: t.from, type: 'text', value: (row: Item) => formatDateTime(row.firstAt) },
    { key: 'to', title: t.to, type: 'text', value: (row: Item) => formatDateTime(row.lastAt) },
    {
      key: 'verdict',
      title: t.verdict,
      type: 'text',
      value: (row: Item) => (row.verdict ? t.verdicts[row.verdict] : t.waits),
    },
    { key: 'note', title: t.note, type: 'text', value: (row: Item) => row.note },
    { key: 'by', title: t.by, type: 'text', value: (row: Item) => row.judgedBy },
    {
      key: 'at',
      title: t.at,
      type: 'text',
      value: (row: Item) => (row.judgedAt ? formatDateTime(row.judgedAt) : ''),
    },
  ] as const
  const about = { title: t.monthTitle(review.month), source: t.source, date: todayIn(locals.now) }
  return downloadTable(url, columns, items, about)
}
