import type { Db } from '#platform/db/pool.ts'

/** Sessions that a provider let in and that have not ended, with the identity they came by. */
export function openGrants(tx: Db) {
  return tx
    .selectFrom('sessionGrant as g')
    .innerJoin('session as s', (join) =>
      join.onRef('s.municipalityId', '=', 'g.municipalityId').onRef('s.id', '=', 'g.sessionId'),
    )
    .innerJoin('accountIdentity as i', (join) =>
      join.onRef('i.municipalityId', '=', 'g.municipalityId').onRef('i.id', '=', 'g.identityId'),
    )
    .where('s.endedAt', 'is', null)
}
