import { missingIn, ruleOf, type OwedFacts } from './rules-areas.ts'
import { exceptionKey, isOwedIn, owedRules } from './rules-owed.ts'
import type { PlanContent } from './rules.ts'

/**
 * Why a unit is not covered in a year of the plan: it owes a row, it has one that is not deep or early enough, a decision
 * excepts it, or nothing asks for one.
 */
export const uncoveredWhys = ['owed', 'partly', 'excepted', 'notAsked'] as const
export type UncoveredWhy = (typeof uncoveredWhys)[number]
export type RiskClasses = { high: number; middle: number; low: number }
export type Uncovered = { year: number; why: UncoveredWhy; units: number; classes: RiskClasses | null }

/**
 * The plan is public and a unit's risk is not. With few units, or with all of them in one class, the numbers would tell
 * whoever knows which units are left out how each of them is weighed: then only how many they are is said.
 */
export const fewest = 5

export function classesOf(unitIds: Iterable<string>, risks: ReadonlyMap<string, number>): RiskClasses | null {
  const all = [...unitIds].map((id) => risks.get(id) ?? 1)
  const classes = {
    high: all.filter((risk) => risk >= 4).length,
    middle: all.filter((risk) => risk === 3).length,
    low: all.filter((risk) => risk <= 2).length,
  }
  const isTelling = all.length < fewest || Object.values(classes).includes(all.length)
  return isTelling ? null : classes
}

export type Teller = (unitIds: Iterable<string>) => RiskClasses | null

/**
 * Tells the classes of one set of units after the other, and holds back what could be subtracted from what it has told: of
 * 38 excepted units and the 37 of them in one area, the class of the last would be known. All that is told can be cut into
 * parts that are each as many and as mixed as one set has to be.
 */
export function tellerOf(risks: ReadonlyMap<string, number>): Teller {
  const told: ReadonlySet<string>[] = []
  return (unitIds) => {
    const asked = new Set(unitIds)
    const sets = [...told, asked]
    const all = new Set(sets.flatMap((set) => [...set]))
    const parts = Map.groupBy(all, (id) => sets.map((set) => Number(set.has(id))).join(''))
    if ([...parts.values()].some((part) => classesOf(part, risks) === null)) return null
    told.push(asked)
    return classesOf(asked, risks)
  }
}

/** The units in operation that a year of the plan does not cover, by why, with the risk of that. Never which they are. */
export function uncoveredIn(facts: OwedFacts, tell: Teller): Uncovered[] {
  const missing = missingIn(facts)
  return facts.years.flatMap((year) => {
    const planned = new Set(
      facts.planned.flatMap((item) => (item.year === year && item.unitId ? [item.unitId] : [])),
    )
    const owing = new Set(
      missing.flatMap((row) =>
        row.year === year ? [...row.unitIds, ...(row.unitId ? [row.unitId] : [])] : [],
      ),
    )
    const groups: Record<UncoveredWhy, string[]> = { owed: [], partly: [], excepted: [], notAsked: [] }
    for (const unit of facts.units) {
      if (!isOwedIn(unit, ruleOf(facts, unit.serviceAreaId), year)) continue
      if (planned.has(unit.unitId)) {
        if (owing.has(unit.unitId)) groups.partly.push(unit.unitId)
        continue
      }
      groups[whyOf(facts, { unitId: unit.unitId, areaId: unit.serviceAreaId, year, owing })].push(unit.unitId)
    }
    return uncoveredWhys.flatMap((why) =>
      groups[why].length === 0 ? [] : [{ year, why, units: groups[why].length, classes: tell(groups[why]) }],
    )
  })
}

type Asked = { unitId: string; areaId: string; year: number; owing: ReadonlySet<string> }

function whyOf(facts: OwedFacts, { unitId, areaId, year, owing }: Asked): UncoveredWhy {
  if (owing.has(unitId)) return 'owed'
  const isOut = owedRules.some((rule) =>
    [unitId, areaId].some((id) => facts.excepted.has(exceptionKey(rule, id, year))),
  )
  return isOut ? 'excepted' : 'notAsked'
}

/** Areas whose units are in operation a year in which the plan has no row of them at all. */
export function emptyAreas(facts: OwedFacts, year: number): { name: string; units: string[] }[] {
  return facts.areas.flatMap((area) => {
    const isThere = facts.planned.some((item) => item.year === year && item.serviceAreaId === area.id)
    const units = facts.units.filter(
      (unit) => unit.serviceAreaId === area.id && isOwedIn(unit, ruleOf(facts, area.id), year),
    )
    return isThere || units.length === 0
      ? []
      : [{ name: area.name, units: units.map(({ unitId }) => unitId) }]
  })
}

type Hours = { profession: string; asked: number; months: readonly { has: number | null }[] }

/**
 * What people of each profession are to give and have, summed: the plan is public and a person's hours are not. Professions
 * of one person are told together, under no name; where that would still be one person, the smallest of the others too.
 */
export function byProfession(year: number, load: readonly Hours[]): NonNullable<PlanContent['professions']> {
  const counted = load.filter(({ asked, months }) => asked > 0 || months.some(({ has }) => has !== null))
  return [...togetherIn(counted)].map(([profession, of]) => {
    const months = of.flatMap((person) => person.months.flatMap(({ has }) => (has === null ? [] : [has])))
    return {
      year,
      profession,
      hours: tenths(of.reduce((sum, { asked }) => sum + asked, 0)),
      available: months.length === 0 ? null : tenths(months.reduce((sum, has) => sum + has, 0)),
    }
  })
}

/** One who has no hours at all hides nobody, so only those with hours are counted as people. */
function togetherIn(load: readonly Hours[]): Map<string, readonly Hours[]> {
  const named = [...Map.groupBy(load, ({ profession }) => profession)].toSorted(
    ([one, some], [other, others]) =>
      Number(one !== '') - Number(other !== '') ||
      peopleIn(some) - peopleIn(others) ||
      (one < other ? -1 : 1),
  )
  const rest: Hours[] = []
  const told = new Map<string, readonly Hours[]>()
  for (const [profession, of] of named) {
    const isAlone = profession === '' || peopleIn(of) < 2 || (rest.length > 0 && peopleIn(rest) < 2)
    if (isAlone) rest.push(...of)
    else told.set(profession, of)
  }
  if (peopleIn(rest) >= 2) told.set('', rest)
  return told
}

function peopleIn(load: readonly Hours[]): number {
  return load.filter(({ asked, months }) => asked > 0 || months.some(({ has }) => (has ?? 0) > 0)).length
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10
}
