import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { decisionNumber, listDelegations } from '#modules/delegations/public.ts'
import { everyRow } from '#platform/list-filter.ts'
import { ask } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import { common } from '#texts/sv/common.ts'
import { delegationTexts as t } from '#texts/sv/delegations.ts'
import { delegationFilterFrom } from '../filter.ts'

export const GET: RequestHandler = async ({ locals, url }) => {
  const filter = { ...delegationFilterFrom(url), ...everyRow }
  const { decisions } = await ask(locals, (tx) => listDelegations(tx, filter))
  type Row = (typeof decisions)[number]
  const columns = [
    { key: 'number', title: t.number, type: 'text', value: (row: Row) => decisionNumber(row) },
    { key: 'decidedOn', title: t.decidedOn, type: 'date', value: (row: Row) => row.decidedOn },
    { key: 'board', title: t.board, type: 'text', value: (row: Row) => row.boardName },
    { key: 'point', title: t.point, type: 'text', value: (row: Row) => row.point },
    { key: 'what', title: t.what, type: 'text', value: (row: Row) => row.what },
    { key: 'reason', title: t.reason, type: 'text', value: (row: Row) => row.reason },
    { key: 'decidedBy', title: t.decidedBy, type: 'text', value: (row: Row) => row.decidedByName },
    { key: 'caseNumber', title: t.matter, type: 'text', value: (row: Row) => row.caseNumber ?? '' },
    { key: 'reportedOn', title: t.reportedOn, type: 'date', value: (row: Row) => row.reportedOn },
  ] as const
  return downloadTable(url, columns, decisions, {
    title: t.title,
    source: common.product,
    date: todayIn(locals.now),
  })
}
