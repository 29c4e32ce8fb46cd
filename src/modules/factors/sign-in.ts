import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { Problem } from '#kernel/problem.ts'
import { writeAudit } from '#platform/audit/audit.ts'
import type { Db } from '#platform/db/pool.ts'
import { endHalf, findHalf, type Half } from '#platform/session/half.ts'
import { openSession, recordSignIn, type OpenedSession } from '#platform/session/session.ts'
import { tokenHash } from '#platform/session/token.ts'
import { keepCodes, keepTotp, type NewTotp } from './keep.ts'
import { clearAttempts, countAttempt, withOwnScope } from './own-scope.ts'
import { countCodesLeft, listFactors, ownTotp } from './queries.ts'
import { looksLikeRecoveryCode, recoveryHash } from './recovery.ts'
import { stepOfCode, unsealSecret } from './totp.ts'

type At = { halfToken: string; agent: string; now: Date; address?: string | undefined }

/** A refusal takes this long at least, whatever was wrong. */
const leastRefusal = 250

export type SecondStep = OpenedSession & {
  /** After a recovery code: how many are left. */
  codesLeft?: number
}

/**
 * The second step: a code of an authenticator app, or one of the recovery codes. A wrong code, one that has been used and
 * one of somebody else get the same answer in the same time.
 */
export async function proveCode(db: Db, code: string, at: At): Promise<SecondStep> {
  const refusable = setTimeout(leastRefusal)
  const half = await needHalf(db, at, 'code')
  await countAttempt(db, half.accountId, at.now, 'factor')
  const proven = await withOwnScope(db, half, (tx) => take(tx, half, { code, now: at.now }))
  if (!proven) {
    await recordSignIn(db, accountOf(half), at, 'refused')
    await refusable
    throw new Problem('wrongCode')
  }
  if (!(await endHalf(db, at.halfToken, at.now))) throw new Problem('secondStepOver')
  return { ...(await letIn(db, half, at)), ...proven }
}

/** The municipality wants a second factor and the account has none: with the first one, the person is let in. */
export async function setUpTotp(
  db: Db,
  given: NewTotp & { codeHashes: readonly string[] },
  at: At,
): Promise<OpenedSession> {
  const half = await needHalf(db, at, 'setUp')
  await countAttempt(db, half.accountId, at.now, 'factor')
  await withOwnScope(db, half, async (tx) => {
    // Two at once, both with the password: the first to come is whose account it is; the second must show a code.
    await sql`select pg_advisory_xact_lock(hashtextextended(${half.accountId}, 0))`.execute(tx)
    if ((await listFactors(tx, half.accountId)).length > 0) throw new Problem('secondStepOver')
    const keeper = { db: tx, municipalityId: half.municipalityId, accountId: half.accountId, now: at.now }
    await keepTotp(keeper, given)
    await keepCodes(keeper, given.codeHashes)
    await endInside(tx, at)
    await writeAudit(tx, {
      municipalityId: half.municipalityId,
      accountId: half.accountId,
      verb: 'factor.add',
      targetId: half.accountId,
      outcome: 'done',
      detail: { factor: given.factorId, kind: 'totp' },
      at: at.now,
    })
  })
  return letIn(db, half, at)
}

async function needHalf(db: Db, { halfToken, now }: At, step: Half['step']): Promise<Half> {
  const half = await findHalf(db, halfToken, now)
  if (half?.step !== step) throw new Problem('secondStepOver')
  return half
}

async function letIn(db: Db, half: Half, at: At): Promise<OpenedSession> {
  await clearAttempts(db, half.accountId)
  await recordSignIn(db, accountOf(half), at, 'opened')
  return openSession(db, accountOf(half), at)
}

function accountOf(half: Half) {
  return { municipalityId: half.municipalityId, id: half.accountId }
}

async function endInside(tx: Db, { halfToken, now }: At): Promise<void> {
  const { rows } = await sql<{
    ended: boolean
  }>`select auth.end_half(${tokenHash(halfToken)}, ${now}) as ended`.execute(tx)
  if (rows[0]?.ended !== true) throw new Problem('secondStepOver')
}

type Tried = { code: string; now: Date }

async function take(tx: Db, half: Half, tried: Tried): Promise<{ codesLeft?: number } | undefined> {
  if (looksLikeRecoveryCode(tried.code)) return takeRecoveryCode(tx, half.accountId, tried)
  return (await takeTotp(tx, half.accountId, tried)) ? {} : undefined
}

async function takeRecoveryCode(tx: Db, accountId: string, { code, now }: Tried) {
  const { rows } = await sql<{ used: boolean }>`
    select auth.use_recovery_code(${recoveryHash(accountId, code)}, ${now}) as used`.execute(tx)
  return rows[0]?.used === true ? { codesLeft: await countCodesLeft(tx, accountId) } : undefined
}

/** The step is written where it is still earlier: of two who send the same code at once, one is let in. */
async function takeTotp(tx: Db, accountId: string, { code, now }: Tried): Promise<boolean> {
  for (const factor of await ownTotp(tx)) {
    const sealed = { sealed: factor.secretSealed, keyId: factor.secretKeyId }
    const secret = unsealSecret({ id: factor.id, accountId }, sealed)
    const lastStep = stepOfCode(secret, code, { now, lastStep: factor.lastStep })
    if (lastStep === undefined) continue
    const taken = await tx
      .updateTable('accountFactor')
      .set({ lastStep, usedAt: now })
      .where('id', '=', factor.id)
      .where('lastStep', '<', lastStep)
      .executeTakeFirst()
    if (taken.numUpdatedRows > 0n) return true
  }
  return false
}
