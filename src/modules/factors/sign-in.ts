import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { Problem } from '#kernel/problem.ts'
import type { Db } from '#platform/db/pool.ts'
import { endHalf, findHalf, takeChallenge, type Half } from '#platform/session/half.ts'
import { openSession, recordSignIn, type OpenedSession } from '#platform/session/session.ts'
import { clearAttempts, countAttempt, withOwnScope } from './own-scope.ts'
import { countOfUse, credentialIdOf, type Answered as Signed } from './passkey.ts'
import { countCodesLeft, listPasskeys, ownTotp } from './queries.ts'
import { looksLikeRecoveryCode, recoveryHash } from './recovery.ts'
import { stepOfCode, unsealSecret } from './totp.ts'

export type At = { halfToken: string; agent: string; now: Date; address?: string | undefined }

/** A refusal takes this long at least, whatever was wrong. */
const leastRefusal = 250

export type UsedPasskey = Pick<Signed, 'answer' | 'place'>
export type SecondStep = OpenedSession & {
  /** After a recovery code: how many are left. */
  codesLeft?: number
}

/**
 * The second step: a code of an authenticator app, or one of the recovery codes. A wrong code, one that has been used and
 * one of somebody else get the same answer in the same time.
 */
export function proveCode(db: Db, code: string, at: At): Promise<SecondStep> {
  return prove(db, at, {
    refusal: 'wrongCode',
    take: (tx, half) => take(tx, half, { code, now: at.now }),
  })
}

/** Or a passkey: it has signed the challenge of this very try, which is used up by it. */
export async function provePasskey(db: Db, given: UsedPasskey, at: At): Promise<SecondStep> {
  const challenge = await takeChallenge(db, at.halfToken, at.now)
  return prove(db, at, {
    refusal: 'passkeyRefused',
    take: async (tx, half) =>
      (await takePasskey(tx, half, { ...given, challenge, now: at.now })) ? {} : undefined,
  })
}

type Proven = { codesLeft?: number }
type Proof = {
  refusal: 'wrongCode' | 'passkeyRefused'
  take: (tx: Db, half: Half) => Promise<Proven | undefined>
}

async function prove(db: Db, at: At, { refusal, take }: Proof): Promise<SecondStep> {
  const refusable = setTimeout(leastRefusal)
  const half = await needHalf(db, at, 'code')
  await countAttempt(db, half.accountId, at.now, 'factor')
  const proven = await withOwnScope(db, half, (tx) => take(tx, half))
  if (!proven) {
    await recordSignIn(db, accountOf(half), at, 'refused')
    await refusable
    throw new Problem(refusal)
  }
  if (!(await endHalf(db, at.halfToken, at.now))) throw new Problem('secondStepOver')
  return { ...(await letIn(db, half, at)), ...proven }
}

export async function needHalf(db: Db, { halfToken, now }: At, step: Half['step']): Promise<Half> {
  const half = await findHalf(db, halfToken, now)
  if (half?.step !== step) throw new Problem('secondStepOver')
  return half
}

export async function letIn(db: Db, half: Half, at: At): Promise<OpenedSession> {
  await clearAttempts(db, half.accountId)
  await recordSignIn(db, accountOf(half), at, 'opened')
  return openSession(db, accountOf(half), at)
}

export function accountOf(half: Half) {
  return { municipalityId: half.municipalityId, id: half.accountId }
}

type Tried = { code: string; now: Date }

async function take(tx: Db, half: Half, tried: Tried): Promise<Proven | undefined> {
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

type Answered = UsedPasskey & { challenge: string; now: Date }

/** The count is written where it is still the one that was compared: of two answers at once, one is taken. */
async function takePasskey(tx: Db, half: Half, { now, ...answered }: Answered): Promise<boolean> {
  const known = await listPasskeys(tx, half.accountId)
  const passkey = known.find(({ credentialId }) => credentialId === credentialIdOf(answered.answer))
  const signCount = passkey && (await countOfUse(answered, passkey))
  if (!passkey || signCount === undefined) return false
  const taken = await tx
    .updateTable('accountFactor')
    .set({ signCount, usedAt: now })
    .where('id', '=', passkey.id)
    .where('signCount', '=', passkey.signCount)
    .executeTakeFirst()
  return taken.numUpdatedRows > 0n
}
