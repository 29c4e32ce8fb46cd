import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { listUnits } from '#modules/organisation/public.ts'
import { everyRow } from '#platform/list-filter.ts'
import { ask } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import { operatingForms, unitStatuses } from '#texts/sv/common.ts'
import { organisationTexts as t } from '#texts/sv/organisation.ts'
import { unitFilterFrom } from '../filter.ts'

export const GET: RequestHandler = async ({ locals, url }) => {
  const today = todayIn(locals.now)
  const filter = { ...unitFilterFrom(url), ...everyRow }
  const { units } = await ask(locals, (tx) => listUnits(tx, filter, today))
  type Row = (typeof units)[number]
  const columns = [
    { key: 'code', title: t.code, type: 'text', value: (row: Row) => row.code },
    { key: 'name', title: t.name, type: 'text', value: (row: Row) => row.name },
    { key: 'serviceArea', title: t.area, type: 'text', value: (row: Row) => row.serviceArea },
    { key: 'provider', title: t.provider, type: 'text', value: (row: Row) => row.providerName },
    { key: 'form', title: t.form, type: 'text', value: (row: Row) => operatingForms[row.operatingForm] },
    { key: 'laws', title: t.law, type: 'text', value: (row: Row) => row.laws.join(', ') },
    { key: 'district', title: t.district, type: 'text', value: (row: Row) => row.district },
    { key: 'places', title: t.places, type: 'integer', value: (row: Row) => row.places },
    { key: 'status', title: t.status, type: 'text', value: (row: Row) => unitStatuses[row.status] },
    { key: 'last', title: t.lastFollowUp, type: 'date', value: (row: Row) => row.lastFollowUpOn },
    { key: 'next', title: t.nextFollowUp, type: 'date', value: (row: Row) => row.nextFollowUpOn },
    { key: 'findings', title: t.openFindings, type: 'integer', value: (row: Row) => row.openFindings },
  ] as const
  return downloadTable(url, columns, units, { title: t.register, source: t.source, date: today })
}
