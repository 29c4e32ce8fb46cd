import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { listFollowUps } from '#modules/followups/public.ts'
import { everyRow } from '#platform/list-filter.ts'
import { ask } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import { depths, followUpKinds, followUpStates } from '#texts/sv/followups.ts'
import { listTexts as t } from '#texts/sv/followups-pages.ts'
import { common } from '#texts/sv/common.ts'
import { followUpFilterFrom } from '../filter.ts'

export const GET: RequestHandler = async ({ locals, url }) => {
  const today = todayIn(locals.now)
  const filter = { ...followUpFilterFrom(url), ...everyRow }
  const { followUps } = await ask(locals, (tx, actor) =>
    listFollowUps(tx, filter, { accountId: actor.accountId, today }),
  )
  type Row = (typeof followUps)[number]
  const columns = [
    { key: 'title', title: t.name, type: 'text', value: (row: Row) => row.title },
    { key: 'unit', title: t.unit, type: 'text', value: (row: Row) => row.unitName },
    { key: 'provider', title: t.provider, type: 'text', value: (row: Row) => row.providerName },
    { key: 'area', title: t.area, type: 'text', value: (row: Row) => row.serviceArea },
    { key: 'kind', title: t.kind, type: 'text', value: (row: Row) => followUpKinds[row.kind] },
    { key: 'depth', title: t.depth, type: 'text', value: (row: Row) => depths[row.depth] },
    { key: 'lead', title: t.leader, type: 'text', value: (row: Row) => row.lead },
    { key: 'dueOn', title: t.dueOn, type: 'date', value: (row: Row) => row.dueOn },
    { key: 'state', title: t.state, type: 'text', value: (row: Row) => followUpStates[row.state] },
    { key: 'late', title: t.isLate, type: 'text', value: (row: Row) => (row.late ? common.yes : common.no) },
  ] as const
  return downloadTable(url, columns, followUps, { title: t.title, source: common.product, date: today })
}
