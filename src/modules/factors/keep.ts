import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem } from '#kernel/problem.ts'
import { layNotices } from '#modules/notices/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { factorTexts as t } from '#texts/sv/factors.ts'
import { readNewPasskey, type Answered } from './passkey.ts'
import { readOffer, sealSecret, stepOfCode } from './totp.ts'

/** Whose factor it becomes, in a transaction that has the scope of that account. */
export type Keeper = {
  readonly db: Db
  readonly municipalityId: string
  readonly accountId: string
  readonly now: Date
}
export type NewPasskey = Answered & { factorId: string; name: string }
export type NewTotp = { factorId: string; name: string; offer: string; code: string }

/** Keeps an authenticator app, once a code has shown that it has the secret. That code is used up by it. */
export async function keepTotp(keeper: Keeper, given: NewTotp): Promise<void> {
  const { db, municipalityId, accountId, now } = keeper
  const secret = readOffer(accountId, given.offer, now)
  if (secret === undefined) throw fieldProblem('code', 'offerTooOld')
  const lastStep = stepOfCode(secret, given.code, { now, lastStep: 0 })
  if (lastStep === undefined) throw fieldProblem('code', 'codeWrong')
  const { sealed, keyId } = sealSecret({ id: given.factorId, accountId }, secret)
  await db
    .insertInto('accountFactor')
    .values({
      municipalityId,
      id: given.factorId,
      accountId,
      kind: 'totp',
      name: given.name,
      secretSealed: sealed,
      secretKeyId: keyId,
      lastStep,
      madeAt: now,
    })
    .execute()
  await tellOwner(keeper, t.appAddedNotice)
}

/** Keeps a passkey that has signed what it was asked to. */
export async function keepPasskey(keeper: Keeper, given: NewPasskey): Promise<void> {
  const { db, municipalityId, accountId, now } = keeper
  const credential = await readNewPasskey(given)
  if (!credential) throw fieldProblem('answer', 'passkeyNotMade')
  await db
    .insertInto('accountFactor')
    .values({
      municipalityId,
      id: given.factorId,
      accountId,
      kind: 'passkey',
      name: given.name,
      ...credential,
      madeAt: now,
    })
    .execute()
  await tellOwner(keeper, t.passkeyAddedNotice)
}

/** Whoever did not do it themselves learns of it. */
export function tellOwner({ db, municipalityId, accountId, now }: Keeper, title: string): Promise<void> {
  const notice = { kind: 'account', title, href: '/konto', boardId: null }
  return layNotices(db, { municipalityId, now }, { receivers: [accountId], notice })
}

/** The codes replace those there were. */
export async function keepCodes(keeper: Keeper, codeHashes: readonly string[]): Promise<void> {
  const { db, municipalityId, accountId, now } = keeper
  await endCodes(db, accountId, now)
  const rows = codeHashes.map((hash) => ({
    municipalityId,
    id: uuidv7(now.getTime()),
    accountId,
    codeHash: Buffer.from(hash, 'hex'),
    madeAt: now,
  }))
  await db.insertInto('recoveryCode').values(rows).execute()
}

export async function endCodes(db: Db, accountId: string, now: Date): Promise<void> {
  await db
    .updateTable('recoveryCode')
    .set({ endedAt: now })
    .where('accountId', '=', accountId)
    .where('endedAt', 'is', null)
    .execute()
}
