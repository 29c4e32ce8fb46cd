import type { Db } from '#platform/db/pool.ts'

/** Visits of a follow-up in the order of time. The schedule is the team's: operators have no way to this table. */
export function listVisits(db: Db, followUpId: string) {
  return db
    .selectFrom('visit')
    .select(['id', 'startsAt', 'timeOfDay', 'announced', 'metRoles', 'notes', 'begunAt'])
    .where('followUpId', '=', followUpId)
    .orderBy('startsAt')
    .orderBy('id')
    .execute()
}

export function lockVisit(db: Db, visitId: string) {
  return db
    .selectFrom('visit')
    .select(['id', 'followUpId', 'begunAt', 'announced'])
    .where('id', '=', visitId)
    .forUpdate()
    .executeTakeFirst()
}
