import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { listDisposals } from '#modules/disposals/public.ts'
import { everyRow } from '#platform/list-filter.ts'
import { ask } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import { common } from '#texts/sv/common.ts'
import { disposalTexts as t, kindNames, stateNames } from '#texts/sv/disposals.ts'
import { disposalFilterFrom } from '../filter.ts'

const dayOf = (at: string | null) => (at ? todayIn(new Date(at)) : null)

export const GET: RequestHandler = async ({ locals, url }) => {
  const filter = { ...disposalFilterFrom(url), ...everyRow }
  const { disposals } = await ask(locals, (tx) => listDisposals(tx, filter))
  type Row = (typeof disposals)[number]
  const columns = [
    { key: 'number', title: t.number, type: 'number', value: (row: Row) => row.number },
    { key: 'kind', title: t.kind, type: 'text', value: (row: Row) => kindNames[row.kind] },
    { key: 'board', title: t.board, type: 'text', value: (row: Row) => row.boardName },
    { key: 'state', title: t.state, type: 'text', value: (row: Row) => stateNames[row.state] },
    { key: 'beforeOn', title: t.before, type: 'date', value: (row: Row) => row.beforeOn },
    { key: 'proposedAt', title: t.proposedAt, type: 'date', value: (row: Row) => dayOf(row.proposedAt) },
    { key: 'proposedBy', title: t.proposedBy, type: 'text', value: (row: Row) => row.proposedByName },
    { key: 'decidedAt', title: t.decidedAt, type: 'date', value: (row: Row) => dayOf(row.decidedAt) },
    { key: 'decidedBy', title: t.decidedBy, type: 'text', value: (row: Row) => row.decidedByName },
    { key: 'endedAt', title: t.endedAt, type: 'date', value: (row: Row) => dayOf(row.endedAt) },
    { key: 'listed', title: t.amount, type: 'number', value: (row: Row) => row.listed },
    { key: 'disposed', title: t.disposedCount, type: 'number', value: (row: Row) => row.disposed },
    { key: 'held', title: t.heldCount, type: 'number', value: (row: Row) => row.held },
  ] as const
  const about = { title: t.title, source: common.product, date: todayIn(locals.now) }
  return downloadTable(url, columns, disposals, about)
}
