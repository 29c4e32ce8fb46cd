import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { findYearPlan, findYearState, type TroubledRow, type YearState } from '#modules/plans/public.ts'
import type { Column } from '#platform/tabular/table.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import { progressNames, whenText } from '#texts/sv/plans.ts'
import { progresses } from '#modules/plans/rules.ts'
import { stateTexts as t } from '#texts/sv/plan-live.ts'
import { leadOf } from '../../shown.ts'
import { stateFilterFrom } from '../filter.ts'
import { groupName, happenedText } from '../words.ts'

type Group = YearState['groups'][number]

const groupColumns = (title: string): readonly Column<Group>[] => [
  { key: 'group', title, type: 'text', value: groupName },
  ...progresses.map((one): Column<Group> => ({
    key: one,
    title: progressNames[one],
    type: 'integer',
    value: (row) => row.counts[one],
  })),
  { key: 'total', title: t.all, type: 'integer', value: (row) => row.total },
  { key: 'hours', title: t.planned, type: 'number', value: (row) => row.hours },
  { key: 'used', title: t.used, type: 'number', value: (row) => row.used },
  { key: 'events', title: t.eventHours, type: 'number', value: (row) => row.eventHours },
  { key: 'has', title: t.hoursThere, type: 'number', value: (row) => row.has },
]

/** Never the day of an unannounced visit, nor its month: its half-year is all there is. */
const troubledColumns: readonly Column<TroubledRow>[] = [
  { key: 'trouble', title: t.trouble, type: 'text', value: (row) => t.troubles[row.trouble] },
  { key: 'what', title: t.what, type: 'text', value: (row) => row.name },
  { key: 'area', title: t.area, type: 'text', value: (row) => row.areaName },
  { key: 'when', title: t.when, type: 'text', value: (row) => `${whenText(row)} ${row.year}` },
  { key: 'lead', title: t.lead_, type: 'text', value: leadOf },
  { key: 'why', title: t.why, type: 'text', value: happenedText },
  { key: 'next', title: t.next, type: 'text', value: (row) => t.remedies[row.remedy] },
]

export const GET: RequestHandler = ({ locals, params, url }) =>
  ask(locals, async (tx) => {
    const date = todayIn(locals.now)
    const plan = found(await findYearPlan(tx, idFrom(params.yearPlanId)))
    const filter = stateFilterFrom(url)
    const state = await findYearState(tx, plan, { filter, today: date })
    const about = { title: `${plan.title}, ${t.title.toLowerCase()}`, source: t.source, date }
    return url.searchParams.get('del') === 'grupper'
      ? downloadTable(url, groupColumns(t.groups[filter.group]), state.groups, about)
      : downloadTable(url, troubledColumns, state.troubled, about)
  })
