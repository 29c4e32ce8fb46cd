import type { Role } from '#access/roles.ts'
import type { Db } from '#platform/db/pool.ts'
import { sql } from 'kysely'

/** Accounts that hold one of the roles for the board today. */
export async function holdersOf(
  db: Db,
  boardId: string,
  roles: readonly Role[],
  today: string,
): Promise<string[]> {
  const rows = await activeHolders(db, today)
    .where('r.boardId', '=', boardId)
    .where('r.role', 'in', [...roles])
    .execute()
  return rows.map((row) => row.accountId)
}

/** Accounts that hold one of the roles today, for whatever board. */
export async function holdersAnywhere(db: Db, roles: readonly Role[], today: string): Promise<string[]> {
  const rows = await activeHolders(db, today)
    .where('r.role', 'in', [...roles])
    .execute()
  return [...new Set(rows.map((row) => row.accountId))]
}

/** Who answers for all of a provider today. Whoever has been invited and has not come yet answers for nothing. */
export async function managersOf(db: Db, providerId: string, today: string): Promise<string[]> {
  const rows = await activeHolders(db, today)
    .where('r.providerId', '=', providerId)
    .where('r.role', '=', 'providerManager')
    .where('a.state', '=', 'active')
    .execute()
  return [...new Set(rows.map((row) => row.accountId))]
}

/** Managers of a unit: those with the whole provider or with just that unit. */
export async function operatorsOf(
  db: Db,
  at: { unitId: string; providerId: string },
  today: string,
): Promise<string[]> {
  const rows = await activeHolders(db, today)
    .where('r.providerId', '=', at.providerId)
    .where((where) => where.or([where('r.unitId', 'is', null), where('r.unitId', '=', at.unitId)]))
    .where('r.role', 'in', ['unitManager', 'providerManager'])
    .execute()
  return rows.map((row) => row.accountId)
}

function activeHolders(db: Db, today: string) {
  return db
    .selectFrom('roleAssignment as r')
    .innerJoin('account as a', (join) =>
      join.onRef('a.municipalityId', '=', 'r.municipalityId').onRef('a.id', '=', 'r.accountId'),
    )
    .select('r.accountId')
    .where('a.state', '<>', sql.lit('closed'))
    .where('r.validFrom', '<=', today)
    .where((where) => where.or([where('r.validTo', 'is', null), where('r.validTo', '>=', today)]))
}
