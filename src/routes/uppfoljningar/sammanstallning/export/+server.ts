import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { meetsAll, type ReviewedProvider, type ReviewedUnit } from '#modules/assessments/public.ts'
import type { Column } from '#platform/tabular/table.ts'
import { downloadTable } from '#platform/web/download.ts'
import { common } from '#texts/sv/common.ts'
import { organisationTexts } from '#texts/sv/organisation.ts'
import { yearlyTexts as t } from '#texts/sv/yearly.ts'
import { readYear, yearFrom, type CountLine } from '../year.ts'

type Counted = Pick<ReviewedUnit, 'met' | 'partly' | 'notMet' | 'notAssessed' | 'acute' | 'serious' | 'minor'>
const counted: readonly Column<Counted>[] = (
  ['met', 'partly', 'notMet', 'notAssessed', 'acute', 'serious', 'minor'] as const
).map((key) => ({ key, title: t[key], type: 'integer', value: (row) => row[key] }))

// The column of the database has a check constraint with just these.
const kindName = (kind: string) =>
  organisationTexts.providerKinds[kind as keyof typeof organisationTexts.providerKinds]

const countColumns: readonly Column<CountLine>[] = [
  { key: 'group', title: t.group, type: 'text', value: (row) => row.group },
  { key: 'name', title: t.counts, type: 'text', value: (row) => row.name },
  { key: 'count', title: t.count, type: 'integer', value: (row) => row.count },
  { key: 'total', title: t.of, type: 'integer', value: (row) => row.total },
  {
    key: 'share',
    title: t.share,
    type: 'percent',
    value: (row) => (row.total === 0 ? null : row.count / row.total),
  },
]

const providerColumns: readonly Column<ReviewedProvider>[] = [
  { key: 'provider', title: t.provider, type: 'text', value: (row) => row.providerName },
  { key: 'kind', title: t.kind, type: 'text', value: (row) => kindName(row.providerKind) },
  { key: 'units', title: t.reviewedUnits, type: 'integer', value: (row) => row.units },
  { key: 'meeting', title: t.unitsMeeting, type: 'integer', value: (row) => row.unitsMeetingAll },
  ...counted,
]

const unitColumns: readonly Column<ReviewedUnit>[] = [
  { key: 'unit', title: t.unit, type: 'text', value: (row) => row.unitName },
  { key: 'provider', title: t.provider, type: 'text', value: (row) => row.providerName },
  { key: 'kind', title: t.kind, type: 'text', value: (row) => kindName(row.providerKind) },
  { key: 'area', title: t.area, type: 'text', value: (row) => row.serviceArea },
  { key: 'fixedOn', title: t.fixedOn, type: 'date', value: (row) => row.fixedOn },
  {
    key: 'meetsAll',
    title: t.meetsAll,
    type: 'text',
    value: (row) => (meetsAll(row) ? common.yes : common.no),
  },
  ...counted,
]

export const GET: RequestHandler = async ({ locals, url }) => {
  const year = yearFrom(url, locals.now)
  const { counts, providers, units, meeting, reviewed } = await readYear(locals, year)
  const about = {
    title: `${t.title} ${year}`,
    source: t.source,
    date: todayIn(locals.now),
    definitions: [{ term: t.meets, meaning: t.meetsExplained(meeting, reviewed, year) }],
  }
  const asked = url.searchParams.get('tabell')
  if (asked === 'antal') return downloadTable(url, countColumns, counts, about)
  if (asked === 'enheter') return downloadTable(url, unitColumns, units, about)
  return downloadTable(url, providerColumns, providers, about)
}
