import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { compareVersions, filterCompared, findYearPlan, type Compared } from '#modules/plans/public.ts'
import type { Column } from '#platform/tabular/table.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import { comparedKindNames, compareTexts as t } from '#texts/sv/plan-compare.ts'
import { planPageTexts } from '#texts/sv/plans-pages.ts'
import { compareFilterFrom } from '../filter.ts'

const columns: readonly Column<Compared>[] = [
  { key: 'row', title: t.row, type: 'text', value: (row) => row.name },
  { key: 'area', title: t.area, type: 'text', value: (row) => row.areaName },
  { key: 'year', title: t.year, type: 'integer', value: (row) => row.year },
  { key: 'kind', title: t.kind, type: 'text', value: (row) => comparedKindNames[row.kind] },
  { key: 'difference', title: t.difference, type: 'text', value: (row) => row.words },
  { key: 'reason', title: t.reason, type: 'text', value: (row) => row.reason },
]

export const GET: RequestHandler = ({ locals, params, url }) =>
  ask(locals, async (tx) => {
    const date = todayIn(locals.now)
    const filter = compareFilterFrom(url)
    const plan = found(await findYearPlan(tx, idFrom(params.yearPlanId)))
    const compared = found(await compareVersions(tx, plan, filter))
    const title = `${plan.title}, ${t.title.toLowerCase()}`
    const rows = filterCompared(compared.rows, filter)
    return downloadTable(url, columns, rows, { title, source: planPageTexts.source, date })
  })
