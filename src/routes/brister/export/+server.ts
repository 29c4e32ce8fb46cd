import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { listFindings, type FindingRow } from '#modules/findings/public.ts'
import { ask } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import type { Column } from '#platform/tabular/table.ts'
import { common } from '#texts/sv/common.ts'
import { findingStateNames, findingsTexts as t, severityNames } from '#texts/sv/findings.ts'
import { findingFilterFrom } from '../filter.ts'

const columns: readonly Column<FindingRow>[] = [
  { key: 'title', title: t.finding, type: 'text', value: (row) => row.title },
  { key: 'severity', title: t.severity, type: 'text', value: (row) => severityNames[row.severity] },
  { key: 'state', title: t.state, type: 'text', value: (row) => findingStateNames[row.state] },
  { key: 'unit', title: t.unit, type: 'text', value: (row) => row.unitName },
  { key: 'provider', title: t.provider, type: 'text', value: (row) => row.providerName },
  { key: 'area', title: t.area, type: 'text', value: (row) => row.serviceArea },
  { key: 'requirement', title: t.requirementNumber, type: 'text', value: (row) => row.requirementCode },
  { key: 'foundOn', title: t.found, type: 'date', value: (row) => todayIn(row.foundAt) },
  { key: 'late', title: t.late, type: 'text', value: (row) => (row.late ? common.yes : common.no) },
  {
    key: 'repeated',
    title: t.repeated,
    type: 'text',
    value: (row) => (row.repeatsId ? common.yes : common.no),
  },
  {
    key: 'ivoMissing',
    title: t.ivoMissing,
    type: 'text',
    value: (row) => (row.ivoNeeded && !row.ivoDecision ? common.yes : common.no),
  },
]

export const GET: RequestHandler = async ({ locals, url }) => {
  const filter = { ...findingFilterFrom(url), page: 1, limit: 10_000 }
  const date = todayIn(locals.now)
  const { findings } = await ask(locals, (tx) => listFindings(tx, filter, date))
  return downloadTable(url, columns, findings, { title: t.title, source: t.source, date })
}
