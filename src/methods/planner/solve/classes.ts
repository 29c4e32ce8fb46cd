import type { Instance, PlanUnit, UnitYear } from './instance.ts'

/** Units that differ in nothing the planner sees. Only how many of them stand where matters. */
export type UnitClass = {
  readonly sample: PlanUnit
  /** In the order of their ids, so that the same input gives the same plan. */
  readonly units: readonly PlanUnit[]
}

/** `apart` names what more must be equal, where units are to be told apart by it (an area in an explanation). */
export function classesOf({ units }: Instance, apart: (unit: PlanUnit) => string = () => ''): UnitClass[] {
  const groups = Map.groupBy(units, (unit) => `${apart(unit)} ${keyOf(unit)}`)
  return [...groups.values()].map((members) => {
    const sorted = members.toSorted((a, b) => (a.input.id < b.input.id ? -1 : 1))
    return { sample: sorted[0] as PlanUnit, units: sorted } // a group has at least the member that made it
  })
}

function keyOf({ input, needs, patterns, years, gap }: PlanUnit): string {
  return JSON.stringify([input.risk, gap, needs, patterns, years.map(yearKey)])
}

function yearKey({ open, executed, executedExtra, decided, extraMonths, mayHaveExtra }: UnitYear): unknown {
  return [open, executed?.depth, executed?.month, executedExtra?.month, decided, extraMonths, mayHaveExtra]
}
