import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { listActions, type ActionRow } from '#modules/findings/public.ts'
import { ask } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import type { Column } from '#platform/tabular/table.ts'
import { common } from '#texts/sv/common.ts'
import { actionStateNames, findingsTexts as t } from '#texts/sv/findings.ts'
import { actionFilterFrom } from '../filter.ts'

const columns: readonly Column<ActionRow>[] = [
  { key: 'title', title: t.action, type: 'text', value: (row) => row.title },
  { key: 'state', title: t.state, type: 'text', value: (row) => actionStateNames[row.state] },
  { key: 'dueOn', title: t.due, type: 'date', value: (row) => row.dueOn },
  { key: 'followUpOn', title: t.followUpOn, type: 'date', value: (row) => row.followUpOn },
  { key: 'late', title: t.late, type: 'text', value: (row) => (row.late ? common.yes : common.no) },
  { key: 'owner', title: t.owner, type: 'text', value: (row) => row.owner },
  { key: 'finding', title: t.finding, type: 'text', value: (row) => row.findingTitle },
  { key: 'unit', title: t.unit, type: 'text', value: (row) => row.unitName },
  { key: 'provider', title: t.provider, type: 'text', value: (row) => row.providerName },
]

export const GET: RequestHandler = async ({ locals, url }) => {
  const filter = { ...actionFilterFrom(url), page: 1, limit: 10_000 }
  const date = todayIn(locals.now)
  const { actions } = await ask(locals, (tx) => listActions(tx, filter, date))
  return downloadTable(url, columns, actions, { title: t.actionsTitle, source: t.actionsSource, date })
}
