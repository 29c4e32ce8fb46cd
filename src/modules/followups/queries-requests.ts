import { sql } from 'kysely'
import { goneOf, swedish } from '#platform/db/fragments.ts'
import type { Db } from '#platform/db/pool.ts'
import type { DocumentRequest } from './rules-requests.ts'

const columns = [
  'q.id',
  'q.followUpId',
  'q.boardId',
  'q.unitId',
  'q.providerId',
  'q.title',
  'q.why',
  'q.legalGround',
  'q.requirementIds',
  'q.dueOn',
  'q.state',
  'q.extensionAskedUntil',
  'q.extensionReason',
  'q.extensionAnswer',
  'q.returnReason',
  'q.requestedAt',
  'q.revision',
] as const

/** Requests of a follow-up: what is still awaited first, then by day. */
export async function listRequests(db: Db, followUpId: string): Promise<DocumentRequest[]> {
  return db
    .selectFrom('documentRequest as q')
    .select([...columns])
    .where('q.followUpId', '=', followUpId)
    .orderBy(
      sql`array_position(array['submitted', 'returned', 'requested', 'accepted', 'withdrawn'], q.state)`,
    )
    .orderBy('q.dueOn')
    .orderBy(swedish('q.title'))
    .orderBy('q.id')
    .execute()
}

export function lockRequest(db: Db, requestId: string): Promise<DocumentRequest | undefined> {
  return db
    .selectFrom('documentRequest as q')
    .select([...columns])
    .where('q.id', '=', requestId)
    .forUpdate()
    .executeTakeFirst()
}

/** Everything handed in for a follow-up, with its file and the record number it got, the latest first. */
export function listSubmissions(db: Db, followUpId: string) {
  return db
    .selectFrom('submission as s')
    .innerJoin('documentRequest as q', (join) =>
      join.onRef('q.municipalityId', '=', 's.municipalityId').onRef('q.id', '=', 's.documentRequestId'),
    )
    .innerJoin('file as f', (join) =>
      join.onRef('f.municipalityId', '=', 's.municipalityId').onRef('f.id', '=', 's.fileId'),
    )
    .select([
      's.id',
      's.documentRequestId as requestId',
      's.fileId',
      'f.name as fileName',
      goneOf('s').as('gone'),
      'f.size',
      's.receiptNumber',
      's.note',
      's.claimsBusinessSecret',
      's.submittedAt',
    ])
    .where('q.followUpId', '=', followUpId)
    .orderBy('s.submittedAt', 'desc')
    .orderBy('s.id')
    .execute()
}

type RequestPatch = Partial<Pick<DocumentRequest, 'state' | 'dueOn' | 'returnReason' | 'extensionAnswer'>>

/** Writes what has changed and counts up the revision. Gives the new revision. */
export async function saveRequest(db: Db, requestId: string, patch: RequestPatch): Promise<number> {
  const saved = await db
    .updateTable('documentRequest')
    .set((set) => ({ ...patch, revision: set('revision', '+', 1) }))
    .where('id', '=', requestId)
    .returning('revision')
    .executeTakeFirstOrThrow()
  return saved.revision
}

export async function findProviderName(db: Db, providerId: string): Promise<string> {
  const provider = await db
    .selectFrom('provider')
    .select('name')
    .where('id', '=', providerId)
    .executeTakeFirst()
  return provider?.name ?? ''
}
