import { sql } from 'kysely'
import { patternsOf } from '#platform/db/fragments.ts'
import { paged } from '#platform/db/paged.ts'
import type { Db } from '#platform/db/pool.ts'
import type { LockedFilter } from './contract.ts'

function locked(db: Db) {
  return db
    .selectFrom('lockedRecord as k')
    .innerJoin('matter as m', (join) =>
      join.onRef('m.municipalityId', '=', 'k.municipalityId').onRef('m.id', '=', 'k.matterId'),
    )
    .select([
      ...(['k.id', 'k.boardId', 'k.matterId', 'm.caseNumber', 'k.recordId', 'k.recordNumber'] as const),
      ...(['k.title', 'k.ground', 'k.receivedOn', 'k.size', 'k.maskedFileId'] as const),
      ...(['k.takenByName', 'k.takenAt'] as const),
    ])
    .orderBy('k.receivedOn', 'desc')
    .orderBy('k.takenAt', 'desc')
    .orderBy('k.id')
}

/** Everything under lock that the person may open: the registrar's own boards, and nothing for anybody else. */
export async function listLocked(db: Db, filter: LockedFilter) {
  let matching = locked(db)
  for (const like of patternsOf(filter.q))
    matching = matching.where(
      sql<boolean>`(m.case_number ilike ${like} or k.title ilike ${like} or k.ground ilike ${like})`,
    )
  const { rows, total } = await paged(matching, filter)
  return { locked: rows, total }
}

/** The same of one matter. */
export function listLockedOf(db: Db, matterId: string) {
  return locked(db).where('k.matterId', '=', matterId).limit(200).execute()
}

export function findLocked(db: Db, lockedId: string) {
  return locked(db).where('k.id', '=', lockedId).executeTakeFirst()
}

/** Held while it is opened or masked. The row itself takes no update but of its masked version. */
export function lockLocked(db: Db, lockedId: string) {
  return db
    .selectFrom('lockedRecord')
    .select(['id', 'boardId', 'matterId', 'recordNumber'])
    .where('id', '=', lockedId)
    .forUpdate()
    .executeTakeFirst()
}

export function findSealed(db: Db, lockedId: string) {
  return db
    .selectFrom('lockedRecord')
    .select(['sealed', 'keyId'])
    .where('id', '=', lockedId)
    .executeTakeFirst()
}

/** Who has opened it, when and why. */
export async function listOpenings(db: Db, lockedId: string) {
  const rows = await db
    .selectFrom('audit as l')
    .leftJoin('account as a', (join) =>
      join.onRef('a.municipalityId', '=', 'l.municipalityId').onRef('a.id', '=', 'l.accountId'),
    )
    .select(['l.seq', 'l.at', 'a.name as who', 'l.detail'])
    .where('l.targetId', '=', lockedId)
    .where('l.verb', '=', 'lockedRecord.read')
    .where('l.outcome', '=', 'done')
    .orderBy('l.seq', 'desc')
    .limit(200)
    .execute()
  // Written by the opening in this shape; the column is jsonb.
  return rows.map(({ detail, ...row }) => ({ ...row, reason: (detail as { reason?: string }).reason ?? '' }))
}
