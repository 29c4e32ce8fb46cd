import { sql } from 'kysely'
import { uuidv7 } from '#kernel/ids.ts'
import type { Context } from '#platform/command.ts'

type NewRecord = {
  matterId: string | null
  boardId: string
  title: string
  direction: 'out' | 'internal'
  kind: string
  sourceId: string
  party: string
}

/**
 * What the office sends or finishes becomes a record in the matter. The lock is the one the database's own functions
 * take for incoming records (migrations/0006), so that two records never get the same number.
 */
export async function registerRecord(context: Context, record: NewRecord): Promise<void> {
  const { matterId, ...rest } = record
  if (matterId === null) return
  const { db, actor, now } = context
  await sql`select pg_advisory_xact_lock(hashtextextended('matter:' || ${matterId}::text, 0))`.execute(db)
  const last = await db
    .selectFrom('record')
    .select((select) => select.fn.max('number').as('number'))
    .where('matterId', '=', matterId)
    .executeTakeFirst()
  await db
    .insertInto('record')
    .values({
      ...rest,
      municipalityId: actor.municipalityId,
      id: uuidv7(now.getTime()),
      matterId,
      title: rest.title.slice(0, 300),
      number: (last?.number ?? 0) + 1,
      registeredAt: now,
      registeredBy: actor.accountId,
    })
    .execute()
}
