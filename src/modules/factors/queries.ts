import { sql } from 'kysely'
import type { Db } from '#platform/db/pool.ts'

/** The factors that hold. Row-level security shows one's own, and to the administrator everybody's. */
export function listFactors(tx: Db, accountId: string) {
  return tx
    .selectFrom('accountFactor')
    .select(['id', 'kind', 'name', 'madeAt', 'usedAt'])
    .where('accountId', '=', accountId)
    .where('removedAt', 'is', null)
    .orderBy('madeAt')
    .orderBy('id')
    .execute()
}

/** One's own passkeys: nothing of them is secret. */
export function listPasskeys(tx: Db, accountId: string) {
  return (
    tx
      .selectFrom('accountFactor')
      .select(['id', 'credentialId', 'publicKey', 'signCount', 'transports'])
      .where('accountId', '=', accountId)
      .where('kind', '=', 'passkey')
      .where('removedAt', 'is', null)
      // The three are never null for a passkey: the table says so.
      .$narrowType<{ credentialId: string; publicKey: Buffer; signCount: number }>()
      .orderBy('madeAt')
      .orderBy('id')
      .execute()
  )
}

export async function countCodesLeft(tx: Db, accountId: string): Promise<number> {
  const { left } = await tx
    .selectFrom('recoveryCode')
    .select((count) => count.fn.countAll<number>().as('left'))
    .where('accountId', '=', accountId)
    .where('endedAt', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(left)
}

export async function isRequired(tx: Db): Promise<boolean> {
  const row = await tx.selectFrom('municipality').select('secondFactorRequired').executeTakeFirst()
  return row?.secondFactorRequired ?? false
}

/** Whether the account has a password here: whoever comes by an identity provider has their factors there. */
export async function ownPasswordHash(tx: Db): Promise<string | null> {
  const { rows } = await sql<{ hash: string | null }>`select auth.own_password_hash() as hash`.execute(tx)
  return rows[0]?.hash ?? null
}

export type OwnTotp = { id: string; secretSealed: Buffer; secretKeyId: string; lastStep: number }

export async function ownTotp(tx: Db): Promise<OwnTotp[]> {
  const { rows } = await sql<OwnTotp>`select * from auth.own_totp()`.execute(tx)
  return rows
}
