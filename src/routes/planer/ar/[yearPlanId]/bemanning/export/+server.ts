import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { findYearPlan, listUsedFor, type Used } from '#modules/plans/public.ts'
import { teamRoles, type TeamRole } from '#modules/plans/rules.ts'
import type { Column } from '#platform/tabular/table.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import { itemDepthNames, itemKindNames, roleInTeamNames } from '#texts/sv/plans.ts'
import { planPageTexts } from '#texts/sv/plans-pages.ts'
import { usedTexts as t } from '#texts/sv/used-hours.ts'
import { usedYearsOf } from '../used-years.ts'

type Row = Used & { role: TeamRole }

/** One row a role: sums are the reader's to make, by whatever they ask about. */
const columns: readonly Column<Row>[] = [
  { key: 'kind', title: planPageTexts.kind, type: 'text', value: (row) => itemKindNames[row.kind] },
  { key: 'depth', title: planPageTexts.depth, type: 'text', value: (row) => itemDepthNames[row.depth] },
  { key: 'area', title: t.area, type: 'text', value: (row) => row.areaName || t.allAreas },
  { key: 'followUps', title: t.followUps, type: 'integer', value: (row) => row.followUps },
  { key: 'role', title: t.role, type: 'text', value: (row) => roleInTeamNames[row.role] },
  { key: 'estimate', title: t.estimate, type: 'number', value: (row) => row.estimate[row.role] ?? null },
  { key: 'used', title: t.used, type: 'number', value: (row) => row.used[row.role] ?? null },
  {
    key: 'difference',
    title: t.difference,
    type: 'number',
    value: (row) => Math.round(((row.used[row.role] ?? 0) - (row.estimate[row.role] ?? 0)) * 10) / 10,
  },
]

export const GET: RequestHandler = ({ locals, params, url }) =>
  ask(locals, async (tx, actor) => {
    const date = todayIn(locals.now)
    const plan = found(await findYearPlan(tx, idFrom(params.yearPlanId)))
    const { usedYear } = usedYearsOf(plan, date, url)
    const used = found(await listUsedFor(tx, actor, { boardId: plan.boardId, year: usedYear }))
    const rows = used.flatMap((row) =>
      teamRoles
        .filter((role) => row.estimate[role] !== undefined || row.used[role] !== undefined)
        .map((role) => ({ ...row, role })),
    )
    return downloadTable(url, columns, rows, { title: t.title(usedYear), source: planPageTexts.source, date })
  })
