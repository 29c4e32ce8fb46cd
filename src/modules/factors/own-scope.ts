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

/**
 * Counts an attempt at a code or at a password of somebody signed in, before it is tried and in a transaction of its own,
 * so that neither several processes nor a refusal that rolls back let anybody try more often.
 */
export async function countAttempt(db: Db, accountId: string, now: Date): Promise<void> {
  const { rows } = await withoutScope(db, (tx) =>
    sql<{ tried: number }>`select auth.count_attempt(${keyOf(accountId)}, ${now}, 15) as tried`.execute(tx),
  )
  if ((rows[0]?.tried ?? 0) > attemptsPerQuarter) throw new Problem('tooManyAttempts')
}

export async function clearAttempts(db: Db, accountId: string): Promise<void> {
  await withoutScope(db, (tx) => sql`select auth.clear_attempts(${keyOf(accountId)})`.execute(tx))
}

const keyOf = (accountId: string) => `factor:${accountId}`
