import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { listOwnPlan, type OwnPlanRow } from '#modules/plans/public.ts'
import { everyRow } from '#platform/list-filter.ts'
import { ask } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import type { Column } from '#platform/tabular/table.ts'
import { ownPlanTexts as t } from '#texts/sv/own-plan.ts'
import { ownPlanFilterFrom } from '../filter.ts'

const columns: readonly Column<OwnPlanRow>[] = [
  { key: 'unit', title: t.unit, type: 'text', value: (row) => row.unitName },
  { key: 'area', title: t.area, type: 'text', value: (row) => row.serviceArea },
  { key: 'year', title: t.year, type: 'number', value: (row) => row.year },
  { key: 'when', title: t.when, type: 'text', value: (row) => t.half(row.half, row.year) },
]

export const GET: RequestHandler = async ({ locals, url }) => {
  const filter = { ...ownPlanFilterFrom(url), ...everyRow }
  const date = todayIn(locals.now)
  const { planned } = await ask(locals, (tx) => listOwnPlan(tx, filter, date))
  return downloadTable(url, columns, planned, { title: t.title, source: t.source, date })
}
