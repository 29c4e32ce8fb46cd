import {
  exceptionKey,
  isOwedIn,
  owingOf,
  ruleOf,
  type AreaRule,
  type UnitFacts,
} from '#modules/plans/public.ts'
import type { Ground } from './ground.ts'
import { turnsOf, type Turns } from './input-depth.ts'
import type { Assumptions, Left, WhyNot } from './rules.ts'

/**
 * Which years each unit is to be followed up in, by what the areas ask. `neutral` is a year in which the unit is not in
 * operation long enough: the computing sees that for itself, by the unit's own dates. `inDepth`: those of the years that
 * are owed which are to be in depth, exactly.
 */
export type Owed = {
  unit: UnitFacts
  rule: AreaRule
  years: ReadonlyMap<number, 'owed' | 'neutral' | 'no'>
  inDepth: readonly number[]
}

/** A share asks for so many units a year: those with the highest risk, then those that have waited longest. */
export function owedOf(ground: Ground, assumptions: Assumptions): { owed: Owed[]; left: Left[] } {
  const turns = turnsOf(ground, assumptions)
  const inDepth = new Map(ground.units.map(({ unitId }) => [unitId, [] as number[]])) // filled below
  const years = new Map(ground.units.map((unit) => [unit.unitId, new Map<number, WhyNot | 'owed'>()]))
  const chosenIn = new Map<string, number>()
  for (const year of ground.years)
    for (const [areaId, units] of Map.groupBy(ground.units, ({ serviceAreaId }) => serviceAreaId)) {
      const isAreaDue = turns.isAreaDue(areaId, units, year)
      const answers = ofArea(ground, { areaId, units, year, chosenIn, turns, isAreaDue })
      for (const unit of units) {
        const answer = outOfTime(ground, unit, year) ?? answers.get(unit.unitId) ?? 'operation'
        years.get(unit.unitId)?.set(year, answer)
        if (answer !== 'owed') continue
        chosenIn.set(unit.unitId, year)
        if (turns.settle(unit, year, isAreaDue)) inDepth.get(unit.unitId)?.push(year)
      }
    }
  const owed = ground.units.map((unit) => ({
    unit,
    rule: ruleOf(ground, unit.serviceAreaId),
    years: new Map(
      [...(years.get(unit.unitId) ?? [])].map(([year, answer]) => [year, wordOf(answer)] as const),
    ),
    inDepth: inDepth.get(unit.unitId) ?? [],
  }))
  return {
    owed,
    left: ground.units.flatMap((unit) => leftOf(ground, unit, years.get(unit.unitId) ?? new Map())),
  }
}

/**
 * A year that has ended and left nothing behind can no longer be planned; and one that has begun takes up only what the
 * decided plan has, and terms that are left.
 */
function outOfTime(ground: Ground, unit: UnitFacts, year: number): WhyNot | undefined {
  const { from, undecided, executed } = ground
  const isMade = executed.some((one) => one.unitId === unit.unitId && one.month.startsWith(`${year}-`))
  if (from === undefined || isMade) return undefined
  if (year < Number(from.slice(0, 4))) return 'passed'
  return undecided?.has(`${unit.unitId} ${year}`) && !hasTerm(ground, unit, year) ? 'undecided' : undefined
}

function wordOf(answer: WhyNot | 'owed'): 'owed' | 'neutral' | 'no' {
  if (answer === 'owed') return 'owed'
  return answer === 'operation' ? 'neutral' : 'no'
}

function leftOf(ground: Ground, { unitId }: UnitFacts, years: ReadonlyMap<number, WhyNot | 'owed'>): Left[] {
  const risk = ground.risks.get(unitId) ?? 3
  return [...years].flatMap(([year, why]) => (why === 'owed' ? [] : [{ unitId, year, why, risk }]))
}

type AreaYear = {
  areaId: string
  units: readonly UnitFacts[]
  year: number
  chosenIn: ReadonlyMap<string, number>
  turns: Turns
  isAreaDue: boolean
}

/** In depth has a turn of its own, whatever else the year asks: whoever is due is owed. */
function ofArea(ground: Ground, at: AreaYear): Map<string, WhyNot | 'owed'> {
  const rule = ruleOf(ground, at.areaId)
  const isExcepted = (id: string) => ground.excepted.has(exceptionKey('coverage', id, at.year))
  const asked = at.units.filter((unit) => isOwedIn(unit, rule, at.year))
  const isBound = (unit: UnitFacts) => hasTerm(ground, unit, at.year) || at.turns.isUnitDue(unit, at.year)
  const must = new Set(asked.filter(isBound).map(({ unitId }) => unitId))
  const free = asked.filter(({ unitId }) => !must.has(unitId))
  const open = free.filter(({ unitId }) => !isExcepted(unitId) && !isExcepted(at.areaId))
  const chosen = new Set(chosenOf(ground, rule, { ...at, asked: asked.length - must.size, open }))
  if (at.isAreaDue && must.size + chosen.size === 0 && rule.coverage !== 'area')
    for (const { unitId } of inOrder(ground, asked, at.chosenIn).slice(0, 1)) chosen.add(unitId)
  const why = ({ unitId }: UnitFacts): WhyNot | 'owed' => {
    if (must.has(unitId) || chosen.has(unitId)) return 'owed'
    if (isExcepted(unitId) || isExcepted(at.areaId)) return 'exception'
    return rule.coverage === 'everyUnit' ? 'share' : rule.coverage
  }
  const isAsked = new Set(asked)
  return new Map(at.units.map((unit) => [unit.unitId, isAsked.has(unit) ? why(unit) : 'operation']))
}

/** What has a term of its own is owed whatever the area asks of each year: a start (LOV), a decision (LOU), an agreement. */
function hasTerm(ground: Ground, unit: UnitFacts, year: number): boolean {
  return owingOf(unit, ruleOf(ground, unit.serviceAreaId), { year, planned: [] }).some(
    ({ rule }) =>
      (rule === 'choiceSystem' || rule === 'procured' || rule === 'agreement') &&
      !ground.excepted.has(exceptionKey(rule, unit.unitId, year)),
  )
}

type Choice = AreaYear & { asked: number; open: readonly UnitFacts[] }

function chosenOf(ground: Ground, rule: AreaRule, { asked, open, chosenIn }: Choice): string[] {
  if (rule.coverage === 'everyUnit') return open.map(({ unitId }) => unitId)
  if (rule.coverage !== 'share') return []
  return inOrder(ground, open, chosenIn)
    .slice(0, Math.ceil((asked * (rule.sharePercent ?? 100)) / 100))
    .map(({ unitId }) => unitId)
}

/** The highest risk first, then whoever has waited longest. */
function inOrder(ground: Ground, units: readonly UnitFacts[], chosenIn: Choice['chosenIn']): UnitFacts[] {
  const risk = ({ unitId }: UnitFacts) => ground.risks.get(unitId) ?? 3
  const last = (unit: UnitFacts) => String(chosenIn.get(unit.unitId) ?? lastOf(unit))
  return units.toSorted(
    (one, other) =>
      risk(other) - risk(one) ||
      last(one).localeCompare(last(other)) ||
      one.unitId.localeCompare(other.unitId),
  )
}

function lastOf(unit: UnitFacts): string {
  return (
    unit.followUps
      .map(({ on }) => on)
      .toSorted()
      .at(-1) ?? ''
  )
}
