import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { listDuties, type DutyRow } from '#modules/duties/public.ts'
import { everyRow } from '#platform/list-filter.ts'
import { ask } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import type { Column } from '#platform/tabular/table.ts'
import { roleNames } from '#texts/sv/common.ts'
import { dutyStateNames, dutyTexts as t } from '#texts/sv/duties.ts'
import { dutyFilterFrom, ruleLabels } from '../filter.ts'
import { ownerText } from '../words.ts'

function columns(rules: Record<string, string>): readonly Column<DutyRow>[] {
  return [
    { key: 'title', title: t.what, type: 'text', value: (row) => row.title },
    { key: 'rule', title: t.rule, type: 'text', value: (row) => rules[row.rule] ?? row.rule },
    { key: 'dueOn', title: t.due, type: 'date', value: (row) => row.dueOn },
    { key: 'state', title: t.state, type: 'text', value: (row) => dutyStateNames[row.state] },
    { key: 'doneOn', title: t.doneOn, type: 'date', value: (row) => row.doneOn },
    { key: 'unit', title: t.unit, type: 'text', value: (row) => row.unitName ?? '' },
    { key: 'owner', title: t.owner, type: 'text', value: (row) => ownerText(row, roleNames) },
    { key: 'ground', title: t.ground, type: 'text', value: (row) => row.ground },
  ]
}

export const GET: RequestHandler = async ({ locals, url }) => {
  const filter = { ...dutyFilterFrom(url), ...everyRow }
  const date = todayIn(locals.now)
  const { duties } = await ask(locals, (tx) => listDuties(tx, filter, date))
  return downloadTable(url, columns(ruleLabels()), duties, { title: t.title, source: t.source, date })
}
