import type { RequestHandler } from './$types'
import { formatDateTime, todayIn } from '#kernel/dates.ts'
import { listDeliveries, type DeliveryRow } from '#modules/mail/public.ts'
import { everyRow } from '#platform/list-filter.ts'
import { ask } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import type { Column } from '#platform/tabular/table.ts'
import { deliveryStateNames, mailTexts as t } from '#texts/sv/mail.ts'
import { deliveryFilterFrom } from '../filter.ts'

const columns: readonly Column<DeliveryRow>[] = [
  { key: 'queuedAt', title: t.queuedAt, type: 'text', value: (row) => formatDateTime(row.queuedAt) },
  { key: 'address', title: t.address, type: 'text', value: (row) => row.address },
  { key: 'subject', title: t.subject, type: 'text', value: (row) => row.subject },
  { key: 'state', title: t.state, type: 'text', value: (row) => deliveryStateNames[row.state] },
  { key: 'attempts', title: t.attempts, type: 'integer', value: (row) => row.attempts },
  {
    key: 'endedAt',
    title: t.endedAt,
    type: 'text',
    value: (row) => (row.endedAt ? formatDateTime(row.endedAt) : ''),
  },
  { key: 'answer', title: t.answer, type: 'text', value: (row) => row.answer },
]

export const GET: RequestHandler = async ({ locals, url }) => {
  const filter = { ...deliveryFilterFrom(url), ...everyRow }
  const { deliveries } = await ask(locals, (tx) => listDeliveries(tx, filter))
  return downloadTable(url, columns, deliveries, {
    title: t.title,
    source: t.source,
    date: todayIn(locals.now),
  })
}
