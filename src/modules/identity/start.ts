import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import * as client from 'openid-client'
import { uuidv7 } from '#kernel/ids.ts'
import { Problem } from '#kernel/problem.ts'
import type { Db } from '#platform/db/pool.ts'
import { withoutScope } from '#platform/db/transaction.ts'
import { tokenHash } from '#platform/session/session.ts'
import { groundOf, meet } from './client.ts'
import { throughGate } from './gate-scope.ts'
import { refuse } from './refuse.ts'
import { findSettings, findWay, type Way } from './queries.ts'
import { mostSeconds, pendingMinutes, strengthAsked } from './rules.ts'

/** From one address in a quarter of an hour. A whole office may stand behind one. */
const startsPerQuarter = 120

export type Start = {
  identityProviderId: string
  /** Where the provider sends the person back to. */
  callback: string
  /** A secret of the browser's own, so that an answer is of use only where the question was asked. */
  browser: string
  address: string
  next: string
  invitation?: string | undefined
  /** Without asking the person anything: for a session that only needs to be confirmed. */
  silent: boolean
  now: Date
}

/** The address at the provider where the person says who they are. */
export async function startSignIn(db: Db, start: Start): Promise<URL> {
  await throttle(db, start)
  const way = await findWay(db, start.identityProviderId)
  if (!way) throw new Problem('notFound')
  const settings = await throughGate(db, way.municipalityId, (tx) => findSettings(tx, way.id))
  if (!settings) throw new Problem('notFound')
  const config = await meet(settings).catch((fault: unknown) =>
    refuse(db, way, { ground: groundOf(fault), now: start.now }),
  )
  const secrets = {
    state: randomBytes(32).toString('base64url'),
    nonce: client.randomNonce(),
    verifier: client.randomPKCECodeVerifier(),
  }
  await remember(db, way, { ...start, ...secrets })
  const strength = strengthAsked(settings.requiredClaims)
  const seconds = mostSeconds(settings)
  return client.buildAuthorizationUrl(config, {
    redirect_uri: start.callback,
    scope: settings.scopes,
    state: secrets.state,
    nonce: secrets.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(secrets.verifier),
    code_challenge_method: 'S256',
    ...(start.silent && { prompt: 'none' }),
    ...(strength !== '' && { acr_values: strength }),
    ...(seconds !== undefined && { max_age: String(seconds) }),
  })
}

async function throttle(db: Db, { address, now }: Start): Promise<void> {
  const counted = await withoutScope(db, async (tx) => {
    const { rows } = await sql<{
      starts: number
    }>`select auth.count_attempt(${'oidc:' + address}, ${now}, 15) as starts`.execute(tx)
    return rows[0]?.starts ?? 0
  })
  if (counted > startsPerQuarter) throw new Problem('tooManyAttempts')
}

type Secrets = { state: string; nonce: string; verifier: string }

function remember(db: Db, way: Way, pending: Start & Secrets): Promise<void> {
  const { now } = pending
  return throughGate(db, way.municipalityId, async (tx) => {
    await tx.deleteFrom('pendingSignIn').where('expiresAt', '<', now).execute()
    await tx
      .insertInto('pendingSignIn')
      .values({
        municipalityId: way.municipalityId,
        id: uuidv7(now.getTime()),
        identityProviderId: way.id,
        stateHash: tokenHash(pending.state),
        browserHash: tokenHash(pending.browser),
        nonce: pending.nonce,
        verifier: pending.verifier,
        invitationHash: pending.invitation ? tokenHash(pending.invitation) : null,
        nextPath: pending.next,
        isSilent: pending.silent,
        expiresAt: new Date(now.getTime() + pendingMinutes * 60_000),
      })
      .execute()
  })
}
