import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { findYearPlan, listReasons, type ReasonRow } from '#modules/plans/public.ts'
import { everyRow } from '#platform/list-filter.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import type { Column } from '#platform/tabular/table.ts'
import { common } from '#texts/sv/common.ts'
import { severityNames } from '#texts/sv/findings.ts'
import { reasonTexts as t } from '#texts/sv/plan-reasons.ts'
import { reasonFilterFrom } from '../filter.ts'

const columns: readonly Column<ReasonRow>[] = [
  { key: 'unit', title: t.unit, type: 'text', value: (row) => row.name },
  { key: 'area', title: t.area, type: 'text', value: (row) => row.areaName },
  { key: 'provider', title: t.provider, type: 'text', value: (row) => row.providerName },
  { key: 'risk', title: t.risk, type: 'integer', value: (row) => row.risk },
  { key: 'points', title: t.points, type: 'integer', value: (row) => row.points },
  { key: 'reasons', title: t.riskReasons, type: 'text', value: (row) => row.reasons.join('; ') },
  { key: 'acute', title: severityNames.acute, type: 'number', value: (row) => row.acute },
  { key: 'serious', title: severityNames.serious, type: 'number', value: (row) => row.serious },
  { key: 'minor', title: severityNames.minor, type: 'number', value: (row) => row.minor },
  { key: 'late', title: t.late, type: 'number', value: (row) => row.late },
  { key: 'since', title: t.since, type: 'number', value: (row) => row.yearsSince },
  { key: 'inPlan', title: t.inPlan, type: 'text', value: (row) => (row.inPlan ? common.yes : common.no) },
]

export const GET: RequestHandler = ({ locals, params, url }) =>
  ask(locals, async (tx) => {
    const date = todayIn(locals.now)
    const plan = found(await findYearPlan(tx, idFrom(params.yearPlanId)))
    const { units } = await listReasons(tx, plan, { ...reasonFilterFrom(url), ...everyRow }, date)
    return downloadTable(url, columns, units, { title: `${plan.title}, ${t.title}`, source: t.source, date })
  })
