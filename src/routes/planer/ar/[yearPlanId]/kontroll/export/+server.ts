import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { findYearPlan } from '#modules/plans/public.ts'
import { brokenNow, filterBroken, layPlan, type BrokenRow } from '#modules/proposals/public.ts'
import type { Column } from '#platform/tabular/table.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import { checkTexts as t } from '#texts/sv/plan-move.ts'
import { brokenFilterFrom } from '../filter.ts'
import { whenOf } from '../words.ts'

const columns: readonly Column<BrokenRow>[] = [
  { key: 'rule', title: t.rule, type: 'text', value: (row) => row.ruleName },
  { key: 'unit', title: t.unit, type: 'text', value: (row) => row.name },
  { key: 'when', title: t.when, type: 'text', value: whenOf },
  { key: 'what', title: t.what, type: 'text', value: (row) => row.sentence },
]

export const GET: RequestHandler = ({ locals, params, url }) =>
  ask(locals, async (tx) => {
    const date = todayIn(locals.now)
    const plan = found(await findYearPlan(tx, idFrom(params.yearPlanId)))
    const { rows } = brokenNow(await layPlan(tx, plan, { today: date }))
    const about = { title: `${plan.title}, ${t.title.toLowerCase()}`, source: t.source, date }
    return downloadTable(url, columns, filterBroken(rows, brokenFilterFrom(url)), about)
  })
