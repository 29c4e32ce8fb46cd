import { sql } from 'kysely'
import { uuidv7 } from '#kernel/ids.ts'
import type { Db } from '#platform/db/pool.ts'
import { withoutScope } from '#platform/db/transaction.ts'
import { newToken, tokenHash } from './token.ts'

/** The password was right, and a second step is left. Its token is no session's: no page but that step takes it. */
export type Half = {
  municipalityId: string
  accountId: string
  name: string
  email: string
  municipalityName: string
  /** What a passkey signs. */
  challenge: string
  step: 'code' | 'setUp' | 'none'
}

/** Long enough to install an authenticator app. */
const halfMinutes = 15

type Account = { municipalityId: string; id: string }

export async function secondStepOf(db: Db, account: Account): Promise<Half['step']> {
  const { rows } = await withoutScope(db, (tx) =>
    sql<{
      step: Half['step']
    }>`select auth.second_step(${account.municipalityId}, ${account.id}) as step`.execute(tx),
  )
  return rows[0]?.step ?? 'none'
}

export async function openHalf(db: Db, account: Account, now: Date) {
  const token = newToken()
  const id = uuidv7(now.getTime())
  const expiresAt = new Date(now.getTime() + halfMinutes * 60_000)
  await withoutScope(db, (tx) =>
    sql`select auth.open_half(${account.municipalityId}, ${account.id}, ${id}, ${tokenHash(token)},
      ${newToken()}, ${now}, ${expiresAt})`.execute(tx),
  )
  return { id, token, expiresAt }
}

/** Who is on the way in; undefined when it took too long, is done, or never was. */
export async function findHalf(db: Db, token: string, now: Date): Promise<Half | undefined> {
  const { rows } = await withoutScope(db, (tx) =>
    sql<{ half: Half | null }>`select auth.half(${tokenHash(token)}, ${now}) as half`.execute(tx),
  )
  return rows[0]?.half ?? undefined
}

/** Ends it; false when somebody else already has. */
export async function endHalf(db: Db, token: string, now: Date): Promise<boolean> {
  const { rows } = await withoutScope(db, (tx) =>
    sql<{ ended: boolean }>`select auth.end_half(${tokenHash(token)}, ${now}) as ended`.execute(tx),
  )
  return rows[0]?.ended === true
}

/** What was to be signed in this try; another is drawn for the next. Empty when there is nobody on the way in. */
export async function takeChallenge(db: Db, token: string, now: Date): Promise<string> {
  const { rows } = await withoutScope(db, (tx) =>
    sql<{
      taken: string | null
    }>`select auth.take_challenge(${tokenHash(token)}, ${newToken()}, ${now}) as taken`.execute(tx),
  )
  return rows[0]?.taken ?? ''
}
