import type { Actor } from '#access/may.ts'
import type { Db } from '#platform/db/pool.ts'

/** How many notices the person has not opened. */
export async function countWaiting(tx: Db, actor: Actor): Promise<number> {
  const counted = await tx
    .selectFrom('notice')
    .select((select) => select.fn.countAll<number>().as('total'))
    .where('accountId', '=', actor.accountId)
    .where('openedAt', 'is', null)
    .executeTakeFirstOrThrow()
  return counted.total
}

export function listNotices(tx: Db, actor: Actor) {
  return tx
    .selectFrom('notice')
    .select(['id', 'kind', 'title', 'href', 'acute', 'sentAt', 'openedAt'])
    .where('accountId', '=', actor.accountId)
    .orderBy('openedAt', (order) => order.desc().nullsFirst())
    .orderBy('sentAt', 'desc')
    .orderBy('id')
    .limit(200)
    .execute()
}
