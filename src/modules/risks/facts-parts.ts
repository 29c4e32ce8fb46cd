import { sql, type RawBuilder } from 'kysely'
import type { Asked, RiskUnit } from './units.ts'

/** Only the unit that is asked for, where it is one. */
export function oneUnit(alias: string, { unitId }: Asked, column = 'unitId'): RawBuilder<boolean> {
  return unitId ? sql<boolean>`${sql.ref(`${alias}.${column}`)} = ${unitId}` : sql<boolean>`true`
}

type Row = { readonly unitId: string; readonly providerId: string }

/** Rows of units under those who run them now: a later operator never inherits what was found under an earlier. */
export function ofThoseWhoRunThem<Found extends Row, Fact>(
  units: readonly RiskUnit[],
  rows: readonly Found[],
  factOf: (row: Found) => Fact,
): Map<string, Fact> {
  const now = new Map(units.map(({ unitId, providerId }) => [unitId, providerId]))
  return new Map(
    rows.flatMap((row) =>
      now.get(row.unitId) === row.providerId ? [[row.unitId, factOf(row)] as const] : [],
    ),
  )
}
