import { sql } from 'kysely'
import type { Db } from '#platform/db/pool.ts'
import type { CommentKind, Outcome } from './rules.ts'

/** One comment of the provider on the draft, and what the office answered. (Synpunkt) */
export type Comment = {
  id: string
  hearingId: string
  rowId: string | null
  boardId: string
  unitId: string
  providerId: string
  kind: CommentKind
  text: string
  fileId: string | null
  fileName: string | null
  sentAt: Date | null
  answer: string
  outcome: Outcome | null
  answeredAt: Date | null
}

const columns = [
  'c.id',
  'c.hearingId',
  'c.protocolRowId as rowId',
  'c.boardId',
  'c.unitId',
  'c.providerId',
  'c.kind',
  'c.text',
  'c.fileId',
  'c.sentAt',
  'c.answer',
  'c.outcome',
  'c.answeredAt',
] as const

/** The office sees what has been sent; the provider also what it has not sent yet. */
export function listComments(db: Db, hearingId: string): Promise<Comment[]> {
  return withFile(db)
    .where('c.hearingId', '=', hearingId)
    .orderBy(sql`c.protocol_row_id is not null`)
    .orderBy('c.madeAt')
    .orderBy('c.id')
    .execute()
}

/**
 * Holds a comment. The wall lets the provider change none that the office has answered; it is then given unlocked, so
 * that the refusal is the same as for one without an answer: before the fixing nobody there learns that there is one.
 */
export async function lockComment(db: Db, commentId: string): Promise<Comment | undefined> {
  const one = withFile(db).where('c.id', '=', commentId)
  return (await one.forUpdate('c').executeTakeFirst()) ?? one.executeTakeFirst()
}

function withFile(db: Db) {
  return db
    .selectFrom('hearingComment as c')
    .leftJoin('file as x', (join) =>
      join.onRef('x.municipalityId', '=', 'c.municipalityId').onRef('x.id', '=', 'c.fileId'),
    )
    .select([...columns, 'x.name as fileName'])
}
