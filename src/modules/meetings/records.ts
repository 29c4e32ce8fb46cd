import { sql } from 'kysely'
import { uuidv7 } from '#kernel/ids.ts'
import type { Context } from '#platform/command.ts'
import type { Direction, RecordKind } from './rules.ts'

export type NewRecord = {
  matterId: string
  boardId: string
  title: string
  direction: Direction
  kind: RecordKind
  party?: string
  note?: string
  fileId?: string | null
  paperId?: string | null
  sourceId?: string | null
  secrecyClaimed?: boolean
}

/**
 * Registers a record (handling) in its matter with the next number. The matter is locked first, under the same name as
 * the database's own functions use, so that two records never take one number and none is left out.
 */
export async function addRecord(
  context: Context,
  record: NewRecord,
): Promise<{ id: string; number: number }> {
  const { db, actor, now } = context
  const number = await nextNumberIn(context, record.matterId)
  const id = uuidv7(now.getTime())
  await db
    .insertInto('record')
    .values({
      ...record,
      title: record.title.slice(0, 300),
      municipalityId: actor.municipalityId,
      id,
      number,
      registeredAt: now,
      registeredBy: actor.accountId,
    })
    .execute()
  return { id, number }
}

/** The number that the next record of the matter gets; it is kept for whoever asked until the transaction ends. */
export async function nextNumberIn({ db }: Context, matterId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`matter:${matterId}`}, 0))`.execute(db)
  const last = await db
    .selectFrom('record')
    .select((select) => select.fn.max<number | null>('number').as('number'))
    .where('matterId', '=', matterId)
    .executeTakeFirstOrThrow()
  return (last.number ?? 0) + 1
}

/** For a follow-up that may not have a matter yet: without one there is nothing to register in. */
export async function addRecordIfMatter(
  context: Context,
  { matterId, ...record }: Omit<NewRecord, 'matterId'> & { matterId: string | null },
): Promise<void> {
  if (matterId !== null) await addRecord(context, { ...record, matterId })
}
