import { sql } from 'kysely'
import { Problem } from '#kernel/problem.ts'
import { writeAudit } from '#platform/audit/audit.ts'
import type { Db } from '#platform/db/pool.ts'
import { takeChallenge } from '#platform/session/half.ts'
import type { OpenedSession } from '#platform/session/session.ts'
import { tokenHash } from '#platform/session/token.ts'
import { keepCodes, keepPasskey, keepTotp, type Keeper, type NewPasskey, type NewTotp } from './keep.ts'
import { countAttempt, withOwnScope } from './own-scope.ts'
import { listFactors } from './queries.ts'
import { letIn, needHalf, type At } from './sign-in.ts'

type OfferedPasskey = Omit<NewPasskey, 'challenge'>
type Codes = { codeHashes: readonly string[] }
type First = Codes & { kind: 'totp' | 'passkey'; factorId: string; keep: (keeper: Keeper) => Promise<void> }

export function setUpTotp(db: Db, given: NewTotp & Codes, at: At): Promise<OpenedSession> {
  return setUp(db, { ...given, kind: 'totp', keep: (keeper) => keepTotp(keeper, given) }, at)
}

/** What the passkey signs is the challenge of this very try, which is used up by it. */
export async function setUpPasskey(db: Db, given: OfferedPasskey & Codes, at: At): Promise<OpenedSession> {
  const challenge = await takeChallenge(db, at.halfToken, at.now)
  const keep = (keeper: Keeper) => keepPasskey(keeper, { ...given, challenge })
  return setUp(db, { ...given, kind: 'passkey', keep }, at)
}

/** The municipality wants a second factor and the account has none: with the first one, the person is let in. */
async function setUp(db: Db, given: First, at: At): Promise<OpenedSession> {
  const half = await needHalf(db, at, 'setUp')
  await countAttempt(db, half.accountId, at.now, 'factor')
  await withOwnScope(db, half, async (tx) => {
    // Two at once, both with the password: the first to come is whose account it is; the second must show a code.
    await sql`select pg_advisory_xact_lock(hashtextextended(${half.accountId}, 0))`.execute(tx)
    if ((await listFactors(tx, half.accountId)).length > 0) throw new Problem('secondStepOver')
    const keeper = { db: tx, municipalityId: half.municipalityId, accountId: half.accountId, now: at.now }
    await given.keep(keeper)
    await keepCodes(keeper, given.codeHashes)
    await endInside(tx, at)
    await writeAudit(tx, {
      municipalityId: half.municipalityId,
      accountId: half.accountId,
      verb: 'factor.add',
      targetId: half.accountId,
      outcome: 'done',
      detail: { factor: given.factorId, kind: given.kind },
      at: at.now,
    })
  })
  return letIn(db, half, at)
}

async function endInside(tx: Db, { halfToken, now }: At): Promise<void> {
  const { rows } = await sql<{
    ended: boolean
  }>`select auth.end_half(${tokenHash(halfToken)}, ${now}) as ended`.execute(tx)
  if (rows[0]?.ended !== true) throw new Problem('secondStepOver')
}
