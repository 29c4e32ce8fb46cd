import { todayIn } from '#kernel/dates.ts'
import type { RowView } from '#modules/followups/protocol-contract.ts'
import { listRows } from '#modules/followups/protocol-public.ts'
import { findFollowUp } from '#modules/followups/public.ts'
import type { Column } from '#platform/tabular/table.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import { exportTexts as t, protocolTexts, requirementKindWords, verdictWords } from '#texts/sv/protocol.ts'
import { filterRows, rowFilterFrom } from '../filter.ts'
import type { RequestHandler } from './$types'

const columns: readonly Column<RowView>[] = [
  { key: 'code', title: t.code, type: 'text', value: (row) => row.code },
  { key: 'area', title: t.area, type: 'text', value: (row) => row.areaName },
  { key: 'requirement', title: t.requirement, type: 'text', value: (row) => row.title },
  { key: 'kind', title: t.kind, type: 'text', value: (row) => requirementKindWords[row.kind] },
  { key: 'verdict', title: t.verdict, type: 'text', value: (row) => verdictWords[row.verdict] },
  { key: 'level', title: t.level, type: 'integer', value: (row) => row.level },
  { key: 'measured', title: t.measured, type: 'number', value: (row) => row.measured },
  { key: 'note', title: t.note, type: 'text', value: (row) => row.note },
  { key: 'reason', title: t.reason, type: 'text', value: (row) => row.reason },
  { key: 'evidence', title: t.evidence, type: 'integer', value: (row) => row.evidenceCount },
  { key: 'changedBy', title: t.changedBy, type: 'text', value: (row) => row.changedBy },
  {
    key: 'changedOn',
    title: t.changedAt,
    type: 'date',
    value: (row) => row.changedAt && todayIn(new Date(row.changedAt)),
  },
]

export const GET: RequestHandler = async ({ locals, params, url }) => {
  const { followUp, rows } = await ask(locals, async (tx) => ({
    followUp: found(await findFollowUp(tx, idFrom(params.followUpId))),
    rows: await listRows(tx, params.followUpId),
  }))
  return downloadTable(url, columns, filterRows(rows, rowFilterFrom(url)), {
    title: protocolTexts.exportTitle(followUp.title),
    source: t.source,
    date: todayIn(locals.now),
  })
}
