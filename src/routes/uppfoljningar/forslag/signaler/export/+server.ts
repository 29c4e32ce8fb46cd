import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { listSignals, type SignalRow } from '#modules/triggers/public.ts'
import { everyRow } from '#platform/list-filter.ts'
import type { Column } from '#platform/tabular/table.ts'
import { ask } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import { common } from '#texts/sv/common.ts'
import { signalTexts as t } from '#texts/sv/triggers-pages.ts'
import { signalSources, signalStates, signalWays } from '#texts/sv/triggers.ts'
import { signalFilterFrom } from '../filter.ts'

const columns: readonly Column<SignalRow>[] = [
  { key: 'receipt', title: t.receipt, type: 'text', value: (row) => row.receipt },
  { key: 'unit', title: t.unit, type: 'text', value: (row) => row.unitName },
  { key: 'source', title: t.source, type: 'text', value: (row) => signalSources[row.source] },
  { key: 'way', title: t.way, type: 'text', value: (row) => signalWays[row.way] },
  { key: 'receivedOn', title: t.receivedOn, type: 'date', value: (row) => row.receivedOn },
  { key: 'state', title: t.state, type: 'text', value: (row) => signalStates[row.state] },
]

export const GET: RequestHandler = ({ locals, url }) =>
  ask(locals, async (tx) => {
    const { signals } = await listSignals(tx, { ...signalFilterFrom(url), ...everyRow })
    const date = todayIn(locals.now)
    return downloadTable(url, columns, signals, { title: t.title, source: common.product, date })
  })
