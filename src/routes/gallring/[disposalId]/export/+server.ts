import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { findDisposal, listItems } from '#modules/disposals/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import { common } from '#texts/sv/common.ts'
import { disposalTexts as t, heldNames, kindNames } from '#texts/sv/disposals.ts'

export const GET: RequestHandler = async ({ locals, params, url }) => {
  const { disposal, items } = await ask(locals, async (tx) => {
    const disposal = found(await findDisposal(tx, idFrom(params.disposalId)))
    return { disposal, items: await listItems(tx, disposal.id) }
  })
  type Row = (typeof items)[number]
  const columns = [
    { key: 'label', title: t.item, type: 'text', value: (row: Row) => row.label },
    { key: 'happenedOn', title: t.happenedOn, type: 'date', value: (row: Row) => row.happenedOn },
    { key: 'amount', title: t.amount, type: 'number', value: (row: Row) => row.amount },
    { key: 'held', title: t.why, type: 'text', value: (row: Row) => (row.held ? heldNames[row.held] : '') },
  ] as const
  const title = t.oneTitle(disposal.number, kindNames[disposal.kind])
  const about = { title, source: common.product, date: todayIn(locals.now) }
  return downloadTable(url, columns, items, about)
}
