import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { isRole, type Actor } from '#access/may.ts'

import { uuidv7 } from '#kernel/ids.ts'
import { Problem } from '#kernel/problem.ts'
import type { Db } from '#platform/db/pool.ts'
import { withoutScope } from '#platform/db/transaction.ts'
import { openHalf, secondStepOf } from './half.ts'
import { networkMark } from './network-mark.ts'
import { passwordMatches } from './password.ts'
import { newToken, tokenHash } from './token.ts'

export { tokenHash } from './token.ts'

/** Absolute life of a session; thirty idle minutes end it earlier (auth.session). */
const sessionHours = 12
const attemptsPerQuarter = { account: 8, address: 60 }

export type SignIn = {
  email: string
  password: string
  address: string
  agent: string
  now: Date
  /** The token the browser came with. */
  before?: string | undefined
}
export type OpenedSession = { id: string; token: string; expiresAt: Date }
/** `isWhole` is false when the second step is left: the token is then of that step, and opens nothing else. */
export type Opened = OpenedSession & { isWhole: boolean }

/** A refusal takes this long at least: writing it down, which is done only for a known account, is hidden in it. */
const leastRefusal = 250

/**
 * Signs in with a local account. Every failure gives the same answer in the same time, and attempts are counted in
 * the database by account name and by address, so that spraying from many processes is counted once. What the browser
 * was signed in with before ends: nobody's session is left behind on a shared computer.
 */
export async function signIn(db: Db, attempt: SignIn): Promise<Opened> {
  const email = attempt.email.trim().toLowerCase()
  const refusable = setTimeout(leastRefusal)
  await throttle(db, email, attempt)
  const accounts = await withoutScope(db, async (tx) => {
    const { rows } = await sql<{ municipalityId: string; id: string; passwordHash: string }>`
      select * from auth.accounts_by_email(${email})`.execute(tx)
    return rows
  })
  const matched = await firstMatch(accounts, attempt.password)
  if (!matched) {
    for (const account of accounts) await recordSignIn(db, account, attempt, 'refused')
    await refusable
    throw new Problem('wrongCredentials')
  }
  await withoutScope(db, (tx) => sql`select auth.clear_attempts(${'account:' + email})`.execute(tx))
  return openAfterPassword(db, matched, attempt)
}

type At = { agent: string; now: Date; before?: string | undefined; address?: string | undefined }

/** Whoever has shown or chosen a password is let in, or on to the second step. */
export async function openAfterPassword(
  db: Db,
  account: { municipalityId: string; id: string },
  at: At,
): Promise<Opened> {
  if (at.before) await endSession(db, at.before, at.now)
  if ((await secondStepOf(db, account)) !== 'none') {
    await recordSignIn(db, account, at, 'passwordAccepted')
    return { ...(await openHalf(db, account, at.now)), isWhole: false }
  }
  await recordSignIn(db, account, at, 'opened')
  return { ...(await openSession(db, account, at)), isWhole: true }
}

type Known = { municipalityId: string; id: string; passwordHash: string }

async function firstMatch(accounts: readonly Known[], password: string): Promise<Known | undefined> {
  if (accounts.length === 0) await passwordMatches(password, null)
  for (const account of accounts) if (await passwordMatches(password, account.passwordHash)) return account
  return undefined
}

export async function openSession(
  db: Db,
  account: { municipalityId: string; id: string },
  at: { agent: string; now: Date; until?: Date },
): Promise<OpenedSession> {
  const token = newToken()
  const id = uuidv7(at.now.getTime())
  const expiresAt = at.until ?? sessionEnd(at.now)
  await withoutScope(db, (tx) =>
    sql`select auth.open_session(${account.municipalityId}, ${account.id}, ${id},
      ${tokenHash(token)}, ${at.agent}, ${at.now}, ${expiresAt})`.execute(tx),
  )
  return { id, token, expiresAt }
}

/** The latest a session opened now can last. */
export function sessionEnd(now: Date): Date {
  return new Date(now.getTime() + sessionHours * 3_600_000)
}

/** The person behind a token, as their account and roles are at this moment; undefined when it no longer holds. */
export async function findActor(db: Db, token: string, now: Date): Promise<Actor | undefined> {
  const { rows } = await withoutScope(db, (tx) =>
    sql<{ actor: Actor | null }>`select auth.session(${tokenHash(token)}, ${now}) as actor`.execute(tx),
  )
  const actor = rows[0]?.actor
  if (!actor) return undefined
  return { ...actor, assignments: actor.assignments.filter((held) => isRole(held.role)) }
}

export async function endSession(db: Db, token: string, now: Date): Promise<void> {
  await withoutScope(db, (tx) => sql`select auth.end_session(${tokenHash(token)}, ${now})`.execute(tx))
}

async function throttle(db: Db, email: string, attempt: SignIn): Promise<void> {
  const counted = await withoutScope(db, async (tx) => {
    const { rows } = await sql<{ account: number; address: number }>`select
      auth.count_attempt(${'account:' + email}, ${attempt.now}, 15) as account,
      auth.count_attempt(${'address:' + attempt.address}, ${attempt.now}, 15) as address`.execute(tx)
    return rows[0]
  })
  if (!counted) return
  if (counted.account > attemptsPerQuarter.account || counted.address > attemptsPerQuarter.address)
    throw new Problem('tooManyAttempts')
}

/** Who, when and how it went, with a mark of the network it came from. */
export async function recordSignIn(
  db: Db,
  account: { municipalityId: string; id: string },
  at: { now: Date; address?: string | undefined },
  what: 'opened' | 'refused' | 'passwordAccepted',
): Promise<void> {
  const detail = JSON.stringify(signInDetail(at.address))
  await withoutScope(db, (tx) =>
    sql`select auth.tell_sign_in(${account.municipalityId}, ${account.id}, ${at.now}, ${what}, ${detail}::jsonb)`.execute(
      tx,
    ),
  )
}

/** What the log has of where a sign-in came from. Without a key to make the mark with, people get in all the same. */
export function signInDetail(address = ''): { network?: string } {
  try {
    const network = networkMark(address)
    return network === undefined ? {} : { network }
  } catch {
    return {}
  }
}
