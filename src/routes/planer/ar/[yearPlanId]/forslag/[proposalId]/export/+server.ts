import type { RequestHandler } from './$types'
import { monthNames, todayIn } from '#kernel/dates.ts'
import { listOf } from '#kernel/swedish.ts'
import { filterRows, findProposal, rowsOf, type ProposedRow } from '#modules/proposals/public.ts'
import { everyRow } from '#platform/list-filter.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import type { Column } from '#platform/tabular/table.ts'
import { itemDepthNames } from '#texts/sv/plans.ts'
import { proposalTexts as t } from '#texts/sv/proposals.ts'
import { rowFilterFrom } from '../filter.ts'

const columns: readonly Column<ProposedRow>[] = [
  { key: 'unit', title: t.unit, type: 'text', value: (row) => row.name },
  { key: 'area', title: t.area, type: 'text', value: (row) => row.areaName },
  { key: 'year', title: t.year, type: 'number', value: (row) => row.year },
  { key: 'month', title: t.month, type: 'text', value: (row) => monthNames[row.month - 1] ?? '' },
  { key: 'depth', title: t.depth, type: 'text', value: (row) => itemDepthNames[row.depth] },
  { key: 'kind', title: t.kind, type: 'text', value: (row) => t.kindNames[row.kind] },
  { key: 'risk', title: t.risk, type: 'number', value: (row) => row.risk },
  { key: 'hours', title: t.hours, type: 'number', value: (row) => row.hours },
  { key: 'team', title: t.team, type: 'text', value: (row) => listOf(row.team.map(({ name }) => name)) },
]

export const GET: RequestHandler = ({ locals, params, url }) =>
  ask(locals, async (tx) => {
    const date = todayIn(locals.now)
    const proposal = found(await findProposal(tx, idFrom(params.proposalId)))
    found(proposal.yearPlanId === params.yearPlanId || undefined)
    const followUps = proposal.plan?.followUps ?? []
    const rows = filterRows(rowsOf({ ...proposal, followUps }), { ...rowFilterFrom(url), ...everyRow })
    return downloadTable(url, columns, rows, { title: proposal.name, source: t.source, date })
  })
