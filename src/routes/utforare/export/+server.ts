import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { listProviderRows } from '#modules/organisation/public.ts'
import { everyRow } from '#platform/list-filter.ts'
import { ask } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import { organisationTexts as t } from '#texts/sv/organisation.ts'
import { providerFilterFrom } from '../filter.ts'

export const GET: RequestHandler = async ({ locals, url }) => {
  const today = todayIn(locals.now)
  const filter = { ...providerFilterFrom(url), ...everyRow }
  const { providers } = await ask(locals, (tx) => listProviderRows(tx, filter, today))
  type Row = (typeof providers)[number]
  const columns = [
    { key: 'name', title: t.provider, type: 'text', value: (row: Row) => row.name },
    { key: 'kind', title: t.providerKind, type: 'text', value: (row: Row) => t.providerKinds[row.kind] },
    { key: 'number', title: t.organisationNumber, type: 'text', value: (row: Row) => row.organisationNumber },
    { key: 'units', title: t.units, type: 'integer', value: (row: Row) => row.units },
    { key: 'seen', title: t.managementSystem, type: 'date', value: (row: Row) => row.managementSystemSeenOn },
  ] as const
  return downloadTable(url, columns, providers, { title: t.providers, source: t.source, date: today })
}
