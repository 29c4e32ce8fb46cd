import { compareSwedish } from '#kernel/swedish.ts'
import type { PlanItem, Progress } from '#modules/plans/public.ts'
import type { StatusKind } from '#ui/shapes.ts'
import { itemKindNames, whenText } from '#texts/sv/plans.ts'
import { planPageTexts as t } from '#texts/sv/plans-pages.ts'

/** A row of the plan as its pages show it. */
export type ShownItem = PlanItem & { progress: Progress; misses: boolean }

export const progressKinds: Readonly<Record<Progress, StatusKind>> = {
  planned: 'notAssessed',
  prepared: 'neutral',
  underway: 'partly',
  late: 'warn',
  done: 'met',
  cancelled: 'notApplicable',
}

export function leadOf(item: PlanItem): string {
  return item.team.find((member) => member.role === 'lead')?.name ?? ''
}

/** The areas that rows are of, to choose among; rows of no area are none of them. */
export function areasOf(items: readonly Pick<PlanItem, 'serviceAreaId' | 'areaName'>[]) {
  const areas = new Map(items.map((item) => [item.serviceAreaId, item.areaName]))
  return [...areas]
    .flatMap(([id, name]) => (id === null ? [] : [{ id, name }]))
    .toSorted((one, other) => compareSwedish(one.name, other.name))
}

const groupNames: Readonly<Record<string, (item: PlanItem) => string>> = {
  omrade: (item) => item.areaName || item.name,
  manad: (item) => `${whenText(item)} ${item.year}`,
  utforare: (item) => item.providerName || '–',
  typ: (item) => itemKindNames[item.kind],
  ansvarig: (item) => leadOf(item) || t.noLead,
  ingen: () => '',
}

/** The rows in groups, each in the order of the list; one group without a name when nothing is grouped. */
export function groupsOf<Item extends PlanItem>(items: readonly Item[], group: string) {
  const nameOf = groupNames[group] ?? (() => '')
  return [...Map.groupBy(items, nameOf)].map(([name, of]) => ({
    name,
    items: of,
    hours: of.reduce((sum, item) => sum + item.hours, 0),
  }))
}
