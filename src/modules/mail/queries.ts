import { sql, type RawBuilder } from 'kysely'
import type { Actor } from '#access/may.ts'
import { patternsOf } from '#platform/db/fragments.ts'
import { chosenOrder, paged } from '#platform/db/paged.ts'
import type { Db } from '#platform/db/pool.ts'
import type { DeliveryFilter, deliverySorts } from './contract.ts'

export type DeliveryRow = Awaited<ReturnType<typeof listDeliveries>>['deliveries'][number]

const orders: Record<(typeof deliverySorts)[number], RawBuilder<unknown>> = {
  tid: sql`queued_at`,
  adress: sql`address`,
  lage: sql`array_position(array['failed', 'sending', 'queued', 'sent'], state)`,
}

/** The latest mails and how they went: for the administrator alone. */
export async function listDeliveries(db: Db, filter: DeliveryFilter) {
  const wanted = [
    sql<boolean>`true`,
    ...(filter.state ? [sql<boolean>`state = ${filter.state}`] : []),
    ...patternsOf(filter.q).map(
      (pattern) => sql<boolean>`(address ilike ${pattern} or subject ilike ${pattern})`,
    ),
  ]
  const matching = db
    .selectFrom('mailDelivery')
    .where(sql<boolean>`${sql.join(wanted, sql` and `)}`)
    .select(['id', 'address', 'subject', 'state', 'attempts', 'answerCode', 'answer', 'queuedAt', 'endedAt'])
    .orderBy(chosenOrder(orders, filter.sort))
    .orderBy('id')
  const { rows, total } = await paged(matching, filter)
  return { deliveries: rows, total }
}

export async function wantsMail(db: Db, actor: Actor): Promise<boolean> {
  const chosen = await db
    .selectFrom('mailChoice')
    .select('wanted')
    .where('accountId', '=', actor.accountId)
    .executeTakeFirst()
  return chosen?.wanted ?? true
}

export function lockDelivery(db: Db, deliveryId: string) {
  return db
    .selectFrom('mailDelivery')
    .select(['id', 'state'])
    .where('id', '=', deliveryId)
    .forUpdate()
    .executeTakeFirst()
}

/** For the operator's monitoring: mail that has not left yet, and mail that could not. Never to whom. */
export async function waitingMail(db: Db) {
  const { rows } = await sql<{ what: string; count: number; since: Date | null }>`
    select 'mail' as what, count(*) as count, min(queued_at) as since
      from mail_delivery where state in ('queued', 'sending')
    union all
    select 'failed mail', count(*), min(queued_at) from mail_delivery where state = 'failed'`.execute(db)
  return rows
}
