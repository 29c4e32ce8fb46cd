import type { Instance, PlanUnit, UnitYear } from './instance.ts'

/** January counts a twelfth, December a whole. */
function share(month: number): number {
  return ((month % 12) + 1) / 12
}

/** Risk late in the year, and moving away from what is decided. */
export function annualCost({ weights }: Instance, unit: PlanUnit, facts: UnitYear, month: number): number {
  const early = weights.risk * unit.input.risk * share(month)
  const { decided } = facts
  if (decided === undefined || decided === month) return early
  return early + weights.move + weights.moveMonth * Math.abs(month - decided)
}

/** What a year costs without an extra follow-up, and how that changes with one in a month. */
export function extraCost(
  { weights }: Instance,
  unit: PlanUnit,
  facts: UnitYear,
): { without: number; with: (month: number) => number } {
  const missing = weights.extra * unit.input.risk
  if (facts.executedExtra) {
    const month = Number(facts.executedExtra.month.slice(5)) - 1
    return { without: facts.mayHaveExtra ? 0.3 * share(month) : 0, with: () => 0 }
  }
  return { without: facts.mayHaveExtra ? missing : 0, with: (month) => 0.3 * share(month) - missing }
}
