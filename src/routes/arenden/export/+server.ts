import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { listMatters } from '#modules/meetings/public.ts'
import { everyRow } from '#platform/list-filter.ts'
import { ask } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import { common } from '#texts/sv/common.ts'
import { matterKindNames, meetingTexts as t } from '#texts/sv/meetings.ts'
import { matterFilterFrom } from '../filter.ts'

export const GET: RequestHandler = async ({ locals, url }) => {
  const filter = { ...matterFilterFrom(url), ...everyRow }
  const { matters } = await ask(locals, (tx) => listMatters(tx, filter))
  type Row = (typeof matters)[number]
  const columns = [
    { key: 'caseNumber', title: t.caseNumber, type: 'text', value: (row: Row) => row.caseNumber },
    { key: 'title', title: t.matterTitle, type: 'text', value: (row: Row) => row.title },
    { key: 'kind', title: t.kind, type: 'text', value: (row: Row) => matterKindNames[row.kind] },
    { key: 'board', title: t.board, type: 'text', value: (row: Row) => row.boardName },
    { key: 'openedOn', title: t.openedOn, type: 'date', value: (row: Row) => row.openedOn },
    { key: 'closedOn', title: t.closedOn, type: 'date', value: (row: Row) => row.closedOn },
    { key: 'records', title: t.records, type: 'integer', value: (row: Row) => row.records },
  ] as const
  return downloadTable(url, columns, matters, {
    title: t.matters,
    source: common.product,
    date: todayIn(locals.now),
  })
}
