import { hasWords } from '#kernel/lists.ts'
import type { PlanItem, UnitFacts } from '#modules/plans/public.ts'
import { isCalledOff } from '#modules/plans/rules.ts'

/** What the list of units to choose among is narrowed by. */
export type UnitChoice = {
  q: string
  area: string
  only: string[]
  before: string
  /** Another board's units are asked for by a ground; they are not listed unless somebody asks. */
  others: boolean
}

export function unitFilterFrom(url: URL): UnitChoice {
  const value = (name: string) => url.searchParams.get(name) ?? ''
  return {
    q: value('q'),
    area: value('omrade'),
    only: url.searchParams.getAll('bara'),
    before: value('fore'),
    others: value('andra') !== '',
  }
}

/** The other boards' units by the same words and area. */
export function narrow<Unit extends { name: string; serviceAreaId: string }>(
  units: readonly Unit[],
  filter: UnitChoice,
): Unit[] {
  return units
    .filter((unit) => filter.area === '' || unit.serviceAreaId === filter.area)
    .filter((unit) => hasWords([unit.name], filter.q))
}

/** The units that fit, those that have waited longest first. */
export function choose(units: readonly UnitFacts[], items: readonly PlanItem[], filter: UnitChoice) {
  const planned = new Set(items.flatMap((item) => (isCalledOff(item) ? [] : (item.unitId ?? []))))
  return units
    .map((unit) => {
      const days = unit.followUps.map((one) => one.on).toSorted()
      const deep = unit.followUps.filter((one) => one.depth === 'inDepth').map((one) => one.on)
      return {
        id: unit.unitId,
        name: unit.name,
        areaId: unit.serviceAreaId,
        areaName: unit.areaName,
        last: days.at(-1) ?? '',
        lastInDepth: deep.toSorted().at(-1) ?? '',
        openFindings: unit.openFindings,
        inPlan: planned.has(unit.unitId),
      }
    })
    .filter((unit) => filter.area === '' || unit.areaId === filter.area)
    .filter((unit) => hasWords([unit.name], filter.q))
    .filter((unit) => !filter.only.includes('aldrig') || unit.lastInDepth === '')
    .filter((unit) => !filter.only.includes('brister') || unit.openFindings > 0)
    .filter((unit) => !filter.only.includes('utanfor') || !unit.inPlan)
    .filter((unit) => filter.before === '' || unit.last < filter.before)
    .toSorted((one, other) => one.last.localeCompare(other.last) || one.name.localeCompare(other.name, 'sv'))
}
