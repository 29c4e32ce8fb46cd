import { sql } from 'kysely'
import { uuidv7 } from '#kernel/ids.ts'
import type { Context } from '#platform/command.ts'

type Outgoing = {
  matterId: string | null
  boardId: string
  kind: string
  title: string
  sourceId: string
  party: string
}

/** What the office sends or notes becomes a record of the matter, with the next number. Without a matter: nothing. */
export async function registerOutgoing(context: Context, record: Outgoing): Promise<void> {
  if (!record.matterId) return
  const { db, actor, now } = context
  await sql`select pg_advisory_xact_lock(hashtextextended(${`matter:${record.matterId}`}, 0))`.execute(db)
  const last = await db
    .selectFrom('record')
    .select((select) => select.fn.max('number').as('number'))
    .where('matterId', '=', record.matterId)
    .executeTakeFirst()
  await db
    .insertInto('record')
    .values({
      municipalityId: actor.municipalityId,
      id: uuidv7(now.getTime()),
      matterId: record.matterId,
      boardId: record.boardId,
      number: Number(last?.number ?? 0) + 1,
      title: record.title,
      direction: 'out',
      kind: record.kind,
      party: record.party,
      sourceId: record.sourceId,
      registeredAt: now,
      registeredBy: actor.accountId,
    })
    .execute()
}

type Incoming = {
  planId: string
  sourceId: string
  kind: 'actionPlan' | 'actionReport'
  title: string
  fileId: string | null
}

/** What the operator sends is a record on arrival, by the database's own reviewed function. */
export async function registerIncoming(context: Context, sent: Incoming): Promise<void> {
  const id = uuidv7(context.now.getTime())
  await sql`select register_from_plan(${sent.planId}::uuid, ${sent.sourceId}::uuid, ${sent.kind}, ${sent.title},
    ${sent.fileId}::uuid, ${id}::uuid, ${context.now})`.execute(context.db)
}

/** The team behind the follow-up hears of it, without the operator being able to read who they are. */
export async function notifyTeam(
  context: Context,
  notice: { followUpId: string; kind: string; title: string; href: string },
): Promise<void> {
  await sql`select notify_team(${notice.followUpId}::uuid, ${notice.kind}, ${notice.title}, ${notice.href},
    ${context.now})`.execute(context.db)
}
