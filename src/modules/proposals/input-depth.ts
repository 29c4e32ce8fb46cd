import { exceptionKey, owesInDepth, ruleOf, type UnitFacts } from '#modules/plans/public.ts'
import type { Ground } from './ground.ts'
import type { Owed } from './input-owed.ts'
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

export type Depths = ReadonlyMap<string, readonly number[]>

/**
 * In depth in exactly these years, by unit. A unit that is not among them has its years chosen by the computing: nothing
 * in its history or its area's schedule says which.
 */
export function depthYearsOf(ground: Ground, owed: readonly Owed[], assumptions: Assumptions): Depths {
  const usual = usualEvery(ground, assumptions)
  const ofArea = new Map(ground.areas.map(({ id }) => [id, areaYears(ground, id, assumptions)]))
  return new Map(
    owed.flatMap((one) => {
      const years = yearsOf(ground, one, { usual, assumptions, ofArea })
      return years ? [[one.unit.unitId, years] as const] : []
    }),
  )
}

type Given = { usual: number; assumptions: Assumptions; ofArea: ReadonlyMap<string, readonly number[]> }

function yearsOf(ground: Ground, one: Owed, given: Given): number[] | undefined {
  const { unit, rule } = one
  const every = everyOf(rule.inDepthEvery, given.assumptions)
  const isExcepted = (year: number) =>
    [unit.unitId, unit.serviceAreaId].some((id) => ground.excepted.has(exceptionKey('inDepth', id, year)))
  const asked = byAgreement(unit)
  const own = ownYears(ground, one, { every, area: given.ofArea.get(rule.serviceAreaId) ?? [] })
  const isFree = every === given.usual && asked.length === 0 && !ground.years.some(isExcepted) && isWhole(one)
  if (!own && isFree) return undefined
  const years = own ?? along(one, ground.years[0] ?? 0, every)
  return [...new Set([...years.filter((year) => !isExcepted(year)), ...asked])]
}

type Turn = { every: number; area: readonly number[] }

/** By the area's schedule or the unit's own history; undefined where neither tells. */
function ownYears({ years }: Ground, one: Owed, { every, area }: Turn): readonly number[] | undefined {
  if (every === 0) return []
  if (one.rule.inDepthOf === 'area') return area
  const due = dueIn(one.unit, every, years[0] ?? 0)
  return due === undefined ? undefined : along(one, due, every)
}

/** Nothing asks for in depth where the area does not; elsewhere the supposition goes first. */
function everyOf(asked: number, { inDepthEvery }: Assumptions): number {
  return asked === 0 ? 0 : (inDepthEvery ?? asked)
}

/** Owed years without a hole: where years are left out, the computing sees the unit in pieces and cannot alternate over them. */
function isWhole({ years }: Owed): boolean {
  return ![...years.values()].includes('no')
}

/** From the first owed year in which it is due, and then so many years apart. */
function along({ years }: Owed, firstDue: number, every: number): number[] {
  let due = firstDue
  return [...years].flatMap(([year, answer]) => {
    if (answer !== 'owed' || year < due) return []
    due = year + every
    return [year]
  })
}

/**
 * The year in which it is due in depth by what has been followed up, as the page of what is owed counts: so many years after
 * the last one, or after the start. Undefined where nothing is known of any follow-up: then no turn can be told, and the
 * computing may spread such units over the years.
 */
function dueIn(unit: UnitFacts, every: number, first: number): number | undefined {
  const before = unit.followUps
    .map(({ on, depth }) => ({ year: yearOf(on), depth }))
    .filter(({ year }) => year < first)
  const deep = before.filter(({ depth }) => depth === 'inDepth').map(({ year }) => year)
  if (deep.length > 0) return Math.max(...deep) + every
  return before.length > 0 ? yearOf(unit.startsOn) + every - 1 : undefined
}

/** Units in operation before the plan that no follow-up is known of. */
export function withoutHistory({ units, years }: Ground, depths: Depths): number {
  const first = `${years[0]}-01-01`
  return units.filter(({ unitId, startsOn }) => !depths.has(unitId) && startsOn < first).length
}

function yearOf(day: string): number {
  return Number(day.slice(0, 4))
}

function byAgreement({ obligations }: UnitFacts): number[] {
  return obligations
    .filter(({ depth }) => depth === 'inDepth')
    .map(({ latestOn }) => yearOf(latestOn) - (latestOn.slice(5, 7) === '01' ? 1 : 0))
}

/** The area's rolling schedule: all its units in depth in the years in which the area is due. */
function areaYears(ground: Ground, areaId: string, assumptions: Assumptions): number[] {
  const units = ground.units.filter((unit) => unit.serviceAreaId === areaId)
  const every = everyOf(ruleOf(ground, areaId).inDepthEvery, assumptions)
  const since = Math.min(...units.map(({ startsOn }) => yearOf(startsOn)))
  const known = new Set(
    units.flatMap(({ followUps }) =>
      followUps.filter(({ depth }) => depth === 'inDepth').map(({ on }) => yearOf(on)),
    ),
  )
  const years: number[] = []
  for (const year of ground.years) {
    if (!owesInDepth(known, since, { year, every })) continue
    known.add(year)
    years.push(year)
  }
  return years
}
