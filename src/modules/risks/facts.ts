import type { Db } from '#platform/db/pool.ts'
import { knownFactors, type Facts, type KnownFactor } from './fact-rules.ts'
import { authorities } from './facts-authority.ts'
import { changesOf, depths, deviationsOf, knownOf, starts, type Known } from './facts-course.ts'
import { findingsOf, results } from './facts-results.ts'
import type { Asked, RiskUnit } from './units.ts'

/** One question a source, never one a unit: a board of 2,000 units is asked for as quickly as one of twenty. */
type Source<Name extends KnownFactor> = (
  db: Db,
  asked: Asked & Known,
  units: readonly RiskUnit[],
) => Promise<ReadonlyMap<string, NonNullable<Facts[Name]>>>

const sources: { readonly [Name in KnownFactor]: Source<Name> } = {
  results,
  findings: findingsOf,
  deviations: async (_db, known, units) => deviationsOf(known, units),
  authority: authorities,
  change: changesOf,
  size: async (_db, _asked, units) => placesOf(units),
  inDepth: async (_db, known, units) => depths(known, units),
  newAgreement: starts,
}

/** What the system knows of each unit, by its id. */
export async function factsOf(
  db: Db,
  asked: Asked,
  units: readonly RiskUnit[],
): Promise<ReadonlyMap<string, Facts>> {
  const all = new Map<string, Partial<Record<KnownFactor, unknown>>>(units.map(({ unitId }) => [unitId, {}]))
  const given = { ...asked, ...(await knownOf(db, asked)) }
  for (const name of knownFactors)
    for (const [unitId, fact] of await sources[name](db, given, units)) {
      const facts = all.get(unitId)
      if (facts) facts[name] = fact
    }
  // Each fact was put there by the source of its own name.
  return all as ReadonlyMap<string, Facts>
}

function placesOf(units: readonly RiskUnit[]): Map<string, { places: number }> {
  return new Map(
    units.flatMap(({ unitId, places }) => (places === null ? [] : [[unitId, { places }] as const])),
  )
}
