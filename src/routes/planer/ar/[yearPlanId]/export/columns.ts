import { monthNames } from '#kernel/dates.ts'
import { listOf } from '#kernel/swedish.ts'
import { progressOf, type PersonLoadRow, type PlanItem } from '#modules/plans/public.ts'
import type { Column } from '#platform/tabular/table.ts'
import { common } from '#texts/sv/common.ts'
import {
  itemDepthNames,
  itemKindNames,
  originNames,
  priorityNames,
  progressNames,
  whenText,
} from '#texts/sv/plans.ts'
import { itemTexts, owedTexts, sourceTexts, staffTexts } from '#texts/sv/plans-items.ts'
import { planPageTexts as t } from '#texts/sv/plans-pages.ts'
import { leadOf } from '../shown.ts'
import type { owedOf } from '../skyldigt/choose.ts'

export type ExportedItem = PlanItem & { today: string; answerable: string }

/** What the plan says, never the day of an unannounced visit. */
export const planColumns: readonly Column<ExportedItem>[] = [
  { key: 'what', title: t.what, type: 'text', value: (row) => row.name },
  { key: 'year', title: t.year, type: 'number', value: (row) => row.year },
  { key: 'when', title: t.when, type: 'text', value: (row) => whenText(row) },
  { key: 'area', title: t.area, type: 'text', value: (row) => row.areaName },
  { key: 'provider', title: t.provider, type: 'text', value: (row) => row.providerName },
  { key: 'otherBoard', title: t.otherBoardColumn, type: 'text', value: (row) => row.otherBoardName ?? '' },
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
  {
    key: 'team',
    title: itemTexts.team,
    type: 'text',
    value: (row) => listOf(row.team.map((member) => member.name)),
  },
  { key: 'answerable', title: itemTexts.answerable, type: 'text', value: (row) => row.answerable },
  { key: 'hours', title: t.hours, type: 'number', value: (row) => row.hours },
  { key: 'origin', title: t.origin, type: 'text', value: (row) => originNames[row.origin] },
  { key: 'why', title: t.reason, type: 'text', value: (row) => row.why },
  { key: 'sources', title: sourceTexts.title, type: 'number', value: (row) => row.sources },
  {
    key: 'progress',
    title: t.progress,
    type: 'text',
    value: (row) => progressNames[progressOf(row, row.today)],
  },
]

export const loadColumns: readonly Column<PersonLoadRow>[] = [
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
  {
    key: 'needed',
    title: `${staffTexts.sum}, ${staffTexts.needed}`,
    type: 'number',
    value: (row) => row.asked,
  },
  {
    key: 'available',
    title: `${staffTexts.sum}, ${staffTexts.available}`,
    type: 'number',
    value: (row) => row.has,
  },
]

export type OwedRow = Awaited<ReturnType<typeof owedOf>>['missing'][number]
export const owedColumns: readonly Column<OwedRow>[] = [
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
