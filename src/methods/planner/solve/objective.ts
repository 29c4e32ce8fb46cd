import { quarterOf, yearOf } from '../months.ts'
import { annualCost, extraCost } from './costs.ts'
import { sum } from './capacity.ts'
import type { Instance } from './instance.ts'
import { quarterCapacity } from './month-model.ts'
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
  const load = new Map<number, number>()
  for (const visit of visits) {
    if (visit.executed) continue
    const ticks = sum(needOfVisit(visit), (one) => one)
    load.set(quarterOf(visit.month), (load.get(quarterOf(visit.month)) ?? 0) + ticks)
  }
  const shares = [...quarterCapacity(instance)]
    .filter(([, capacity]) => capacity > 0)
    .map(([quarter, capacity]) => ({
      year: Math.floor(quarter / 4),
      share: (load.get(quarter) ?? 0) / capacity,
    }))
  const weight = (instance.weights.balance * instance.units.length) / 50
  return (
    weight *
    sum([...Map.groupBy(shares, ({ year }) => year).values()], (ofYear) => {
      const mean = sum(ofYear, ({ share }) => share) / ofYear.length
      return sum(ofYear, ({ share }) => Math.abs(share - mean))
    })
  )
}
