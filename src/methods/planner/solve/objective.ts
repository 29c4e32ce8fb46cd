import { quarterOf, yearOf } from '../months.ts'
import { balanceOf, unevenness } from './balance.ts'
import { annualCost, extraCost } from './costs.ts'
import { sum } from './capacity.ts'
import type { Instance } from './instance.ts'

import { needOfVisit, type Visit } from './visits.ts'

/** What a plan costs by the soft goals of the contract, what is carried out counted in. Never negative. */
export function objectiveOf(instance: Instance, visits: readonly Visit[]): number {
  return (
    sum(visits, (visit) => costOfVisit(instance, visit)) +
    missingExtras(instance, visits) +
    imbalance(instance, visits)
  )
}

/** How many follow-ups stand in another month than the decided plan says. */
export function movedOf(visits: readonly Visit[]): number {
  return visits.filter(({ unit, month, kind }) => {
    const decided = factsOf(unit, month)?.decided
    return kind === 'annual' && decided !== undefined && decided !== month
  }).length
}

function factsOf(unit: Visit['unit'], month: number): Visit['unit']['years'][number] | undefined {
  return unit.years.find(({ window }) => window.year === yearOf(month))
}

function costOfVisit(instance: Instance, { unit, month, kind }: Visit): number {
  const facts = factsOf(unit, month)
  return facts && kind === 'annual' ? annualCost(instance, unit, facts, month) : 0
}

function missingExtras(instance: Instance, visits: readonly Visit[]): number {
  const placed = new Map(
    visits
      .filter(({ kind, executed }) => kind === 'extra' && !executed)
      .map(({ unit, month }) => [`${unit.input.id} ${yearOf(month)}`, month]),
  )
  return sum(instance.units, (unit) =>
    sum(unit.years, (facts) => {
      const cost = extraCost(instance, unit, facts)
      const month = placed.get(`${unit.input.id} ${facts.window.year}`)
      return cost.without + (month === undefined ? 0 : cost.with(month))
    }),
  )
}

function imbalance(instance: Instance, visits: readonly Visit[]): number {
  const balance = balanceOf(instance)
  for (const visit of visits) {
    if (visit.executed) continue
    const quarter = quarterOf(visit.month)
    const ticks = sum(needOfVisit(visit), (one) => one)
    balance.load.set(quarter, (balance.load.get(quarter) ?? 0) + ticks)
  }
  return sum(instance.years, (year) => unevenness(balance, year))
}
