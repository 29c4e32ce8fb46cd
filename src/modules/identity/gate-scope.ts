import { serverScope } from '#access/may.ts'
import { writeAudit } from '#platform/audit/audit.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'

/**
 * The reach of the server while it finds out who somebody is: accounts, roles and sessions of one municipality, and no
 * content. No role gives the power 'gate', so no person ever reads what lies behind it.
 */
export function throughGate<Result>(
  db: Db,
  municipalityId: string,
  work: (tx: Db) => Promise<Result>,
): Promise<Result> {
  return withScope(db, serverScope(municipalityId, ['admin', 'gate']), work)
}

type Happened = {
  municipalityId: string
  accountId?: string | null
  verb: string
  targetId: string
  outcome: 'done' | 'denied'
  detail: Record<string, unknown>
  at: Date
}

/** Words and ids only: never a claim, a code or a token. */
export function tell(tx: Db, { accountId = null, ...happened }: Happened): Promise<void> {
  return writeAudit(tx, { ...happened, accountId })
}
