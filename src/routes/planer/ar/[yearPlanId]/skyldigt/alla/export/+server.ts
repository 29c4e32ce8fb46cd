import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { filterOwed, findYearPlan, listOwed, type OwedEntry } from '#modules/plans/public.ts'
import type { Column } from '#platform/tabular/table.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import {
  owedGround,
  owedKindNames,
  owedListTexts as t,
  owedSourceNames,
  owedStateNames,
} from '#texts/sv/owed-list.ts'
import { itemDepthNames, whenText } from '#texts/sv/plans.ts'
import { planPageTexts } from '#texts/sv/plans-pages.ts'
import { owedListFilterFrom } from '../filter.ts'

type Row = OwedEntry & { caseNumber: string }
const columns: readonly Column<Row>[] = [
  { key: 'what', title: t.who, type: 'text', value: (row) => row.name },
  { key: 'area', title: t.area, type: 'text', value: (row) => row.areaName },
  { key: 'source', title: t.source, type: 'text', value: (row) => owedSourceNames[row.source] },
  { key: 'kind', title: t.kind, type: 'text', value: (row) => owedKindNames[row.kind] },
  {
    key: 'depth',
    title: t.depth,
    type: 'text',
    value: (row) => (row.depth ? itemDepthNames[row.depth] : ''),
  },
  { key: 'ground', title: t.ground, type: 'text', value: (row) => owedGround(row, row) },
  { key: 'year', title: t.year, type: 'integer', value: (row) => row.year },
  { key: 'when', title: t.when, type: 'text', value: (row) => (row.month === null ? '' : whenText(row)) },
  { key: 'state', title: t.state, type: 'text', value: (row) => owedStateNames[row.state] },
]

export const GET: RequestHandler = ({ locals, params, url }) =>
  ask(locals, async (tx) => {
    const date = todayIn(locals.now)
    const plan = found(await findYearPlan(tx, idFrom(params.yearPlanId)))
    const { entries } = await listOwed(tx, plan, date)
    const rows = filterOwed(entries, owedListFilterFrom(url)).map((entry) => ({
      ...entry,
      caseNumber: plan.caseNumber,
    }))
    const title = `${plan.title}, ${t.title.toLowerCase()}`
    return downloadTable(url, columns, rows, { title, source: planPageTexts.source, date })
  })
