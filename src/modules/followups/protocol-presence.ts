import type { Db } from '#platform/db/pool.ts'
import type { Present } from './protocol-contract.ts'

/** Three polls: who has not been heard of since then has left. */
const presentSeconds = 16

/** Says that a person is in the protocol, and where. Not an act of the follow-up: it leaves no trace in the history. */
export async function touchPresence(
  db: Db,
  at: { municipalityId: string; followUpId: string; boardId: string; accountId: string; now: Date },
  rowId: string | null,
): Promise<void> {
  const { now, ...key } = at
  await db
    .insertInto('presence')
    .values({ ...key, protocolRowId: rowId, seenAt: now })
    .onConflict((conflict) =>
      conflict
        .columns(['municipalityId', 'followUpId', 'accountId'])
        .doUpdateSet({ protocolRowId: rowId, seenAt: now }),
    )
    .execute()
}

/** The colleagues in the protocol right now, without oneself. */
export function listPresent(
  db: Db,
  at: { followUpId: string; accountId: string; now: Date },
): Promise<Present[]> {
  return db
    .selectFrom('presence as p')
    .innerJoin('account as a', (join) =>
      join.onRef('a.municipalityId', '=', 'p.municipalityId').onRef('a.id', '=', 'p.accountId'),
    )
    .select(['p.accountId', 'a.name', 'p.protocolRowId as rowId'])
    .where('p.followUpId', '=', at.followUpId)
    .where('p.accountId', '<>', at.accountId)
    .where('p.seenAt', '>', new Date(at.now.getTime() - presentSeconds * 1000))
    .orderBy('a.name')
    .orderBy('p.accountId')
    .execute()
}
