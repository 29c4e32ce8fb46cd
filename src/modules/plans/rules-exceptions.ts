import type { OwedRule } from './rules-owed.ts'

type Exception = { id: string; rule: OwedRule; year: number; decisionId: string | null }

/** What was decided together, by rule and year: told once, and taken back by one press. */
export function decisionsOf<One extends Exception>(
  exceptions: readonly One[],
): { first: One; count: number }[] {
  const groups = Map.groupBy(exceptions, ({ id, rule, year, decisionId }) =>
    decisionId ? `${decisionId} ${rule} ${year}` : id,
  )
  return [...groups.values()].flatMap((of) => (of[0] ? [{ first: of[0], count: of.length }] : []))
}
