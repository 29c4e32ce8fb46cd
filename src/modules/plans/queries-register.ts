import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import type { Db } from '#platform/db/pool.ts'

/** Who works with the board's follow-up, by the register of it: shares of full time in percent, and from which day. */
export async function listRegisteredShares(db: Db, boardId: string) {
  const { rows } = await sql<{ accountId: string; name: string; share: number; from: IsoDate }>`
    select a.id as account_id, a.name, (e.facts->>'share')::float as share, e.facts->>'from' as from
    from register_entry e
    join register_kind k on k.municipality_id = e.municipality_id and k.id = e.kind_id and k.key = 'processroller'
    join account a on a.municipality_id = e.municipality_id and a.id = (e.facts->>'person')::uuid
    where e.board_id = ${boardId} and e.removed_at is null and e.state = 'current'
      and e.facts->>'role' in ('lead', 'reviewer', 'expert') and (e.facts->>'share')::float > 0
    order by a.name, a.id, e.id`.execute(db)
  const people = Map.groupBy(rows, ({ accountId }) => accountId)
  return [...people].map(([accountId, of]) => ({
    accountId,
    name: of[0]?.name ?? '',
    parts: of.map(({ share, from }) => ({ share, from })),
  }))
}
