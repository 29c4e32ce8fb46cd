import type { PlanInput } from '#methods/planner/contract.ts'
import { capacityOf, roleSets, sum } from '#methods/planner/solve/capacity.ts'
import { instanceOf, type PlanUnit } from '#methods/planner/solve/instance.ts'

/** Ticks a group of roles needs over the whole horizon for what is owed, and those its people have after the reserve. */
export type Use = { readonly needed: number; readonly capacity: number }

/**
 * One for each group of roles that says something of its own. Where the planner may choose the year of the in-depth
 * follow-up, the mean of the choices counts; extras are not owed.
 */
export function usesOf(input: PlanInput): Use[] {
  const instance = instanceOf(input)
  return roleSets(instance).map((set) => ({
    needed: sum(instance.units, (unit) => neededBy(unit, set.roles)),
    capacity: sum(instance.months, (month) => capacityOf(instance, set, month)),
  }))
}

export function tightestUse(input: PlanInput): number {
  return Math.max(...usesOf(input).map(({ needed, capacity }) => needed / capacity))
}

function neededBy({ patterns, needs }: PlanUnit, roles: readonly number[]): number {
  const all = patterns.flat().filter((depth) => depth !== undefined)
  return sum(all, (depth) => sum(roles, (role) => needs[depth][role] ?? 0)) / Math.max(1, patterns.length)
}
