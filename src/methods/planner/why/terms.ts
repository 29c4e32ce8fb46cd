import type { FollowUp } from '../contract.ts'
import { monthNumber, yearOf } from '../months.ts'
import { sum } from '../solve/capacity.ts'
import { annualCost, extraCost } from '../solve/costs.ts'
import type { PlanUnit, UnitYear } from '../solve/instance.ts'
import type { Swap } from './breaks.ts'
import { addLoad, followUpsOf, isCarriedOut, type PlanIndex } from './plan-index.ts'

/** The soft goals of the contract, each a cost; `total` is their sum. */
export type Terms = {
  readonly riskEarly: number
  readonly extra: number
  readonly evenLoad: number
  readonly unchanged: number
  readonly total: number
}
export type Goal = Exclude<keyof Terms, 'total'>

/** How the objective changes by a swap, goal by goal. */
export function changeOf(index: PlanIndex, swap: Swap): Terms {
  const { at, before, after } = swap
  const unit = index.units.get(before.unitId)
  if (!unit) return totalled({ riskEarly: 0, extra: 0, unchanged: 0, evenLoad: 0 })
  const own = (by: FollowUp) => followUpsOf(index, before.unitId, { at, by })
  const [then, now] = [ofUnit(index, unit, own(before)), ofUnit(index, unit, own(after))]
  return totalled({
    riskEarly: now.riskEarly - then.riskEarly,
    extra: now.extra - then.extra,
    unchanged: now.unchanged - then.unchanged,
    evenLoad: balanceChange(index, swap),
  })
}

function totalled(terms: Omit<Terms, 'total'>): Terms {
  return { ...terms, total: terms.riskEarly + terms.extra + terms.evenLoad + terms.unchanged }
}

function ofUnit(
  index: PlanIndex,
  unit: PlanUnit,
  own: readonly FollowUp[],
): { riskEarly: number; unchanged: number; extra: number } {
  const annual = own.filter(({ kind }) => kind === 'annual').map(({ month }) => monthNumber(month))
  const costs = annual.map((month) => annualTerms(index, unit, month))
  return {
    riskEarly: sum(costs, ({ riskEarly }) => riskEarly),
    unchanged: sum(costs, ({ unchanged }) => unchanged),
    extra: sum(unit.years, (facts) => extraTerm(index, { unit, facts }, own)),
  }
}

/** What an annual follow-up in a month costs by itself. */
export function annualTerms(
  { instance }: PlanIndex,
  unit: PlanUnit,
  month: number,
): { riskEarly: number; unchanged: number } {
  const facts = yearFacts(unit, month)
  if (!facts) return { riskEarly: 0, unchanged: 0 }
  const riskEarly = annualCost(instance, unit, { ...facts, decided: month }, month)
  return { riskEarly, unchanged: annualCost(instance, unit, facts, month) - riskEarly }
}

export function yearFacts({ years }: PlanUnit, month: number): UnitYear | undefined {
  return years.find(({ window }) => window.year === yearOf(month))
}

function extraTerm(
  index: PlanIndex,
  { unit, facts }: { unit: PlanUnit; facts: UnitYear },
  own: readonly FollowUp[],
): number {
  const cost = extraCost(index.instance, unit, facts)
  const placed = own.findLast(
    (one) =>
      one.kind === 'extra' &&
      yearOf(monthNumber(one.month)) === facts.window.year &&
      !isCarriedOut(index, one),
  )
  return cost.without + (placed ? cost.with(monthNumber(placed.month)) : 0)
}

/** The years whose quarters the swap touches, before and after it. */
function balanceChange(index: PlanIndex, { at, before, after }: Swap): number {
  const moved = new Map(index.load)
  if (!isCarriedOut(index, before)) addLoad(index, moved, { at, one: before, sign: -1 })
  if (!isCarriedOut(index, after)) addLoad(index, moved, { at, one: after })
  const years = new Set([before, after].map(({ month }) => yearOf(monthNumber(month))))
  return sum([...years], (year) => imbalance(index, moved, year) - imbalance(index, index.load, year))
}

function imbalance(index: PlanIndex, load: ReadonlyMap<number, number>, year: number): number {
  const { shares, mean } = sharesOf(index, year, load)
  const { weights, units } = index.instance
  return ((weights.balance * units.length) / 50) * sum([...shares.values()], (one) => Math.abs(one - mean))
}

/** Planned hours to hours there are, by quarter, and the mean of the year; quarters without hours are left out. */
export function sharesOf(
  { capacity, load: standing }: PlanIndex,
  year: number,
  load: ReadonlyMap<number, number> = standing,
): { shares: Map<number, number>; mean: number } {
  const shares = new Map(
    [...capacity]
      .filter(([quarter, hours]) => Math.floor(quarter / 4) === year && hours > 0)
      .map(([quarter, hours]) => [quarter, (load.get(quarter) ?? 0) / hours]),
  )
  return { shares, mean: sum([...shares.values()], (one) => one) / (shares.size || 1) }
}
