import { sql } from 'kysely'
import { isRole, type Actor } from '#access/may.ts'
import type { Db } from '#platform/db/pool.ts'
import { withoutScope } from '#platform/db/transaction.ts'
import { tokenHash } from '#platform/session/session.ts'

/** The tokens of an account, those that hold first. Row-level security shows one's own; the administrator all. */
export function listTokens(tx: Db, accountId: string) {
  return tx
    .selectFrom('apiToken')
    .select(['id', 'name', 'areas', 'mayWrite', 'madeAt', 'expiresAt', 'usedAt', 'endedAt'])
    .where('accountId', '=', accountId)
    .orderBy(sql`ended_at is not null`)
    .orderBy('madeAt', 'desc')
    .orderBy('id')
    .execute()
}

export function lockToken(tx: Db, tokenId: string) {
  return tx
    .selectFrom('apiToken')
    .select(['id', 'accountId'])
    .where('id', '=', tokenId)
    .forUpdate()
    .executeTakeFirst()
}

/** 256 bits as text, after a word by which a token left in code is found. */
const tokenShape = /^upp_[A-Za-z0-9_-]{43}$/

/** The person behind a token, with what the token is for; undefined when it no longer holds. */
export async function findTokenActor(db: Db, token: string, now: Date): Promise<Actor | undefined> {
  if (!tokenShape.test(token)) return undefined
  const { rows } = await withoutScope(db, (tx) =>
    sql<{ actor: Actor | null }>`select auth.token_person(${tokenHash(token)}, ${now}) as actor`.execute(tx),
  )
  const actor = rows[0]?.actor
  return actor ? { ...actor, assignments: actor.assignments.filter((held) => isRole(held.role)) } : undefined
}
