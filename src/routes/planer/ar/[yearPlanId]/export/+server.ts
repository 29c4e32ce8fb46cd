import type { RequestHandler } from './$types'
import { monthNames, todayIn } from '#kernel/dates.ts'
import {
  filterItems,
  findLoad,
  findYearPlan,
  listItems,
  progressOf,
  type PersonLoadRow,
  type PlanItem,
} from '#modules/plans/public.ts'
import type { Column } from '#platform/tabular/table.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import { common } from '#texts/sv/common.ts'
import {
  itemDepthNames,
  itemKindNames,
  originNames,
  priorityNames,
  progressNames,
  whenText,
} from '#texts/sv/plans.ts'
import { itemTexts, owedTexts, staffTexts } from '#texts/sv/plans-items.ts'
import { planPageTexts as t } from '#texts/sv/plans-pages.ts'
import { itemFilterFrom, owedFilterFrom } from '../filter.ts'
import { leadOf } from '../shown.ts'
import { owedOf } from '../skyldigt/choose.ts'

type Row = PlanItem & { today: string }

/** What the plan says, never the day of an unannounced visit. */
const planColumns: readonly Column<Row>[] = [
  { key: 'what', title: t.what, type: 'text', value: (row) => row.name },
  { key: 'year', title: t.year, type: 'number', value: (row) => row.year },
  { key: 'when', title: t.when, type: 'text', value: (row) => whenText(row) },
  { key: 'area', title: t.area, type: 'text', value: (row) => row.areaName },
  { key: 'provider', title: t.provider, type: 'text', value: (row) => row.providerName },
  { key: 'kind', title: t.kind, type: 'text', value: (row) => itemKindNames[row.kind] },
  { key: 'theme', title: itemTexts.theme, type: 'text', value: (row) => row.theme },
  { key: 'depth', title: t.depth, type: 'text', value: (row) => itemDepthNames[row.depth] },
  {
    key: 'announced',
    title: t.announced,
    type: 'text',
    value: (row) => (row.announced ? common.yes : common.no),
  },
  { key: 'priority', title: t.priority, type: 'text', value: (row) => priorityNames[row.priority] },
  { key: 'lead', title: t.lead, type: 'text', value: leadOf },
  { key: 'hours', title: t.hours, type: 'number', value: (row) => row.hours },
  { key: 'origin', title: t.origin, type: 'text', value: (row) => originNames[row.origin] },
  { key: 'why', title: t.reason, type: 'text', value: (row) => row.why },
  {
    key: 'progress',
    title: t.progress,
    type: 'text',
    value: (row) => progressNames[progressOf(row, row.today)],
  },
]

const loadColumns: readonly Column<PersonLoadRow>[] = [
  { key: 'person', title: staffTexts.person, type: 'text', value: (row) => row.name },
  { key: 'profession', title: staffTexts.profession, type: 'text', value: (row) => row.profession },
  ...monthNames.flatMap((name, at): Column<PersonLoadRow>[] => [
    {
      key: `needed${at + 1}`,
      title: `${name}, ${staffTexts.needed}`,
      type: 'number',
      value: (row) => row.months[at]?.asked ?? 0,
    },
    {
      key: `available${at + 1}`,
      title: `${name}, ${staffTexts.available}`,
      type: 'number',
      value: (row) => row.months[at]?.has ?? null,
    },
  ]),
]

type OwedRow = Awaited<ReturnType<typeof owedOf>>['missing'][number]
const owedColumns: readonly Column<OwedRow>[] = [
  { key: 'what', title: t.what, type: 'text', value: (row) => row.name },
  { key: 'area', title: t.area, type: 'text', value: (row) => row.areaName },
  { key: 'year', title: t.year, type: 'number', value: (row) => row.year },
  {
    key: 'ground',
    title: owedTexts.ground,
    type: 'text',
    value: (row) => row.grounds.map((one) => one.text).join(' '),
  },
  { key: 'kind', title: t.kind, type: 'text', value: (row) => itemKindNames[row.kind] },
  { key: 'depth', title: t.depth, type: 'text', value: (row) => itemDepthNames[row.depth] },
  { key: 'when', title: owedTexts.by, type: 'text', value: (row) => whenText(row) },
]

export const GET: RequestHandler = ({ locals, params, url }) =>
  ask(locals, async (tx) => {
    const date = todayIn(locals.now)
    const plan = found(await findYearPlan(tx, idFrom(params.yearPlanId)))
    const items = await listItems(tx, plan.id)
    const about = { title: plan.title, source: t.source, date }
    if (url.searchParams.get('vad') === 'skyldigt') {
      const { missing } = await owedOf(tx, plan, { filter: owedFilterFrom(url), today: date })
      return downloadTable(url, owedColumns, missing, {
        ...about,
        title: `${plan.title}, ${t.tabs.owed.toLowerCase()}`,
      })
    }
    if (url.searchParams.get('vad') !== 'bemanning') {
      const rows = filterItems(items, itemFilterFrom(url), date).map((item) => ({ ...item, today: date }))
      return downloadTable(url, planColumns, rows, about)
    }
    const year = Number(url.searchParams.get('ar')) || plan.fromYear
    const load = await findLoad(tx, plan, { year, items, today: date })
    return downloadTable(url, loadColumns, load, {
      ...about,
      title: `${plan.title}, ${staffTexts.load} ${year}`,
    })
  })
