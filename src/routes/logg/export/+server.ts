import type { RequestHandler } from './$types'
import { formatDateTime, todayIn } from '#kernel/dates.ts'
import { listLog } from '#modules/log/public.ts'
import { everyRow } from '#platform/list-filter.ts'
import { ask } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import { logTexts as t } from '#texts/sv/accounts.ts'
import { logWord } from '#texts/sv/log-words.ts'
import { logFilterFrom } from '../filter.ts'
import { whoWords } from '../words.ts'

export const GET: RequestHandler = async ({ locals, url }) => {
  const filter = { ...logFilterFrom(url), ...everyRow }
  const { rows } = await ask(locals, (tx) => listLog(tx, filter))
  type Row = (typeof rows)[number]
  const columns = [
    { key: 'seq', title: t.seq, type: 'integer', value: (row: Row) => row.seq },
    { key: 'at', title: t.at, type: 'text', value: (row: Row) => formatDateTime(row.at) },
    { key: 'who', title: t.who, type: 'text', value: whoWords },
    { key: 'what', title: t.verb, type: 'text', value: (row: Row) => logWord(row.verb) },
    { key: 'verb', title: t.verbCode, type: 'text', value: (row: Row) => row.verb },
    { key: 'outcome', title: t.outcome, type: 'text', value: (row: Row) => t.outcomes[row.outcome] },
    { key: 'place', title: t.place, type: 'text', value: (row: Row) => row.place },
    { key: 'target', title: t.target, type: 'text', value: (row: Row) => row.targetId },
  ] as const
  return downloadTable(url, columns, rows, { title: t.title, source: 'Uppsikt', date: todayIn(locals.now) })
}
