import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { listVisitTimes, type VisitTimeRow } from '#modules/followups/public.ts'
import { everyRow } from '#platform/list-filter.ts'
import { ask } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import type { Column } from '#platform/tabular/table.ts'
import { timesOfDay } from '#texts/sv/followups.ts'
import { visitTimeTexts as t } from '#texts/sv/visit-times.ts'
import { visitTimeFilterFrom } from '../filter.ts'

const columns: readonly Column<VisitTimeRow>[] = [
  { key: 'unit', title: t.unit, type: 'text', value: (row) => row.name },
  { key: 'area', title: t.area, type: 'text', value: (row) => row.areaName },
  { key: 'provider', title: t.provider, type: 'text', value: (row) => row.providerName },
  { key: 'officeHours', title: timesOfDay.officeHours, type: 'number', value: (row) => row.officeHours },
  { key: 'evening', title: timesOfDay.evening, type: 'number', value: (row) => row.evening },
  { key: 'night', title: timesOfDay.night, type: 'number', value: (row) => row.night },
  { key: 'weekend', title: timesOfDay.weekend, type: 'number', value: (row) => row.weekend },
  { key: 'visits', title: t.visits, type: 'number', value: (row) => row.visits },
  { key: 'latest', title: t.latest, type: 'date', value: (row) => row.latest },
]

export const GET: RequestHandler = async ({ locals, url }) => {
  const date = todayIn(locals.now)
  const filter = { ...visitTimeFilterFrom(url), ...everyRow }
  const { units } = await ask(locals, (tx) => listVisitTimes(tx, filter, date))
  return downloadTable(url, columns, units, { title: t.title, source: t.source, date })
}
