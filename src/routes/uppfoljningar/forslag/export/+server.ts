import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { listTriggers, type TriggerRow } from '#modules/triggers/public.ts'
import { everyRow } from '#platform/list-filter.ts'
import type { Column } from '#platform/tabular/table.ts'
import { ask } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import { common } from '#texts/sv/common.ts'
import { followUpKinds } from '#texts/sv/followups.ts'
import { triggerListTexts as t } from '#texts/sv/triggers-pages.ts'
import { triggerNames, triggerStateNames, urgencyNames } from '#texts/sv/triggers.ts'
import { triggerFilterFrom } from '../filter.ts'

const columns: readonly Column<TriggerRow>[] = [
  { key: 'title', title: t.name, type: 'text', value: (row) => row.title },
  { key: 'units', title: t.units, type: 'text', value: (row) => row.units.join('; ') },
  { key: 'kind', title: t.kind, type: 'text', value: (row) => followUpKinds[row.kind] },
  { key: 'trigger', title: t.trigger, type: 'text', value: (row) => triggerNames[row.trigger] },
  { key: 'urgency', title: t.urgency, type: 'text', value: (row) => urgencyNames[row.urgency] },
  { key: 'by', title: t.by, type: 'text', value: (row) => row.raisedBy ?? t.byRule },
  { key: 'createdAt', title: t.createdAt, type: 'date', value: (row) => todayIn(row.createdAt) },
  { key: 'wantedBy', title: t.wantedBy, type: 'date', value: (row) => row.wantedBy },
  { key: 'state', title: t.state, type: 'text', value: (row) => triggerStateNames[row.state] },
  { key: 'decidedOn', title: t.decidedOn, type: 'date', value: (row) => row.decidedOn },
]

export const GET: RequestHandler = ({ locals, url }) =>
  ask(locals, async (tx) => {
    const filter = { ...triggerFilterFrom(url), ...everyRow }
    const { triggers } = await listTriggers(tx, filter)
    return downloadTable(url, columns, triggers, {
      ...{ title: t.title, source: common.product, date: todayIn(locals.now) },
    })
  })
