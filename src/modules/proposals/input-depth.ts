import { exceptionKey, isOwedIn, owesInDepth, ruleOf, type UnitFacts } from '#modules/plans/public.ts'
import type { Ground } from './ground.ts'
import type { Assumptions } from './rules.ts'

/** How often in depth the rules of the computing say: what most areas ask of their units, or what is supposed instead. */
export function usualEvery(ground: Ground, { inDepthEvery }: Assumptions): number {
  if (inDepthEvery !== null) return inDepthEvery
  const asked = ground.areas
    .map(({ id }) => ruleOf(ground, id))
    .filter((rule) => rule.inDepthOf === 'unit' && rule.inDepthEvery > 0)
    .map((rule) => rule.inDepthEvery)
  return mostCommon(asked) ?? 2
}

/** Smallest of those that are most common; undefined of nothing. */
export function mostCommon(values: readonly number[]): number | undefined {
  const counts = [...Map.groupBy(values, (value) => value)].map(([value, of]) => ({
    value,
    count: of.length,
  }))
  return counts.toSorted((a, b) => b.count - a.count || a.value - b.value)[0]?.value
}

/** Whose turn it is to be followed up in depth, kept while the years of the plan are gone through in order. */
export type Turns = {
  /** The unit's own turn, by its area's rule. */
  readonly isUnitDue: (unit: UnitFacts, year: number) => boolean
  /** The area's turn: some of its units are to be in depth that year. */
  readonly isAreaDue: (areaId: string, units: readonly UnitFacts[], year: number) => boolean
  /** Remembers a year that the unit is owed. @returns whether in depth */
  readonly settle: (unit: UnitFacts, year: number, isAreaDue: boolean) => boolean
}

/**
 * Goes by `owesInDepth`, year by year, as the plan's own check does: a plan that follows up in depth whoever is due here
 * lacks nothing of it at the decision. Where nothing is known of a unit before, all the years it has been in operation
 * went by without. A supposition of another interval takes the place of what the areas ask.
 */
export function turnsOf(ground: Ground, { inDepthEvery }: Assumptions): Turns {
  const deep = new Map(ground.units.map((unit) => [unit.unitId, new Set(deepYears(unit))]))
  const ofUnit = (unitId: string) => deep.get(unitId) ?? new Set<number>()
  /** Nothing asks for in depth where the area does not; elsewhere the supposition goes first. */
  const everyOf = (asked: number) => (asked === 0 ? 0 : (inDepthEvery ?? asked))
  const isExcepted = (id: string, year: number) => ground.excepted.has(exceptionKey('inDepth', id, year))
  const isUnitDue: Turns['isUnitDue'] = (unit, year) => {
    const rule = ruleOf(ground, unit.serviceAreaId)
    if (rule.inDepthOf !== 'unit' || !isOwedIn(unit, rule, year) || isExcepted(unit.unitId, year))
      return false
    const at = { year, every: everyOf(rule.inDepthEvery) }
    return owesInDepth(ofUnit(unit.unitId), yearOf(unit.startsOn), at)
  }
  return {
    isUnitDue,
    isAreaDue(areaId, units, year) {
      const rule = ruleOf(ground, areaId)
      if (rule.inDepthOf !== 'area' || isExcepted(areaId, year)) return false
      if (!units.some((unit) => isOwedIn(unit, rule, year))) return false
      const known = new Set(units.flatMap(({ unitId }) => [...ofUnit(unitId)]))
      const since = Math.min(...units.map(({ startsOn }) => yearOf(startsOn)))
      return owesInDepth(known, since, { year, every: everyOf(rule.inDepthEvery) })
    },
    settle(unit, year, isAreaDue) {
      const made = depthMade(ground, unit, year)
      const isDeep = made
        ? made === 'inDepth'
        : isAreaDue || isUnitDue(unit, year) || byAgreement(unit).includes(year)
      if (isDeep) ofUnit(unit.unitId).add(year)
      return isDeep
    },
  }
}

/** Units in operation before the plan that no follow-up is known of, and that are in depth in its first year for that reason. */
export function withoutHistory(
  { units, years }: Ground,
  inDepth: ReadonlyMap<string, readonly number[]>,
): number {
  const first = years[0] ?? 0
  return units.filter(
    ({ unitId, followUps, startsOn }) =>
      followUps.length === 0 && yearOf(startsOn) < first && inDepth.get(unitId)?.includes(first),
  ).length
}

/** What is carried out, or under way, stands at its depth. */
function depthMade(
  { executed }: Ground,
  { unitId }: UnitFacts,
  year: number,
): 'basic' | 'inDepth' | undefined {
  return executed.find((one) => one.unitId === unitId && !one.isExtra && yearOf(one.month) === year)?.depth
}

function deepYears({ followUps }: UnitFacts): number[] {
  return followUps.filter(({ depth }) => depth === 'inDepth').map(({ on }) => yearOf(on))
}

function byAgreement({ obligations }: UnitFacts): number[] {
  return obligations
    .filter(({ depth }) => depth === 'inDepth')
    .map(({ latestOn }) => yearOf(latestOn) - (latestOn.slice(5, 7) === '01' ? 1 : 0))
}

function yearOf(day: string): number {
  return Number(day.slice(0, 4))
}
