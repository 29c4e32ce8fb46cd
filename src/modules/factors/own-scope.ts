import { sql } from 'kysely'
import type { Scope } from '#access/may.ts'
import { Problem } from '#kernel/problem.ts'
import type { Db } from '#platform/db/pool.ts'
import { withoutScope, withScope } from '#platform/db/transaction.ts'

type Account = { municipalityId: string; accountId: string }

/** Before the second step a person reaches what is their own account's, and nothing of any role. */
export function withOwnScope<Result>(
  db: Db,
  { municipalityId, accountId }: Account,
  work: (tx: Db) => Promise<Result>,
): Promise<Result> {
  const none = {
    officeBoards: [],
    memberBoards: [],
    registrarBoards: [],
    units: [],
    providers: [],
    powers: [],
  }
  const scope: Scope = { municipalityId, accountId, ...none }
  return withScope(db, scope, work)
}

const attemptsPerQuarter = 8

/** Codes at sign-in, and passwords of somebody signed in, are counted apart: neither uses up the other's tries. */
type Tried = 'factor' | 'ownPassword'

/**
 * Counts an attempt before it is tried and in a transaction of its own, so that neither several processes nor a refusal
 * that rolls back let anybody try more often.
 */
export async function countAttempt(db: Db, accountId: string, now: Date, tried: Tried): Promise<void> {
  const key = `${tried}:${accountId}`
  const { rows } = await withoutScope(db, (tx) =>
    sql<{ tried: number }>`select auth.count_attempt(${key}, ${now}, 15) as tried`.execute(tx),
  )
  if ((rows[0]?.tried ?? 0) > attemptsPerQuarter) throw new Problem('tooManyAttempts')
}

export async function clearAttempts(db: Db, accountId: string): Promise<void> {
  await withoutScope(db, (tx) => sql`select auth.clear_attempts(${`factor:${accountId}`})`.execute(tx))
}
