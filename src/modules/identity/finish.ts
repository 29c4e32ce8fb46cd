import * as client from 'openid-client'
import { Problem } from '#kernel/problem.ts'
import type { Db } from '#platform/db/pool.ts'
import { endSession, openSession, sessionEnd, signInDetail, tokenHash } from '#platform/session/session.ts'
import { claimsOf, groundOf, meet, sealed } from './client.ts'
import { tell, throughGate } from './gate-scope.ts'
import { findSettings, findWay, type Settings, type Way } from './queries.ts'
import { recognise, type Recognised } from './recognise.ts'
import { refuse } from './refuse.ts'
import { mostSeconds, subjectOf, trustMinutes, unmetClaim, type Claims } from './rules.ts'
import { logoutMark } from './take-logout.ts'

export type Finish = {
  identityProviderId: string
  callback: string
  /** The question part of the address the provider sent the person to. */
  search: string
  browser: string
  agent: string
  address?: string | undefined
  before?: string | undefined
  now: Date
}

export type Finished =
  | { kind: 'in'; token: string; next: string }
  /** Known at the provider, not here yet. */
  | { kind: 'waiting' }
  /** The silent way was not enough: the person has to be asked. */
  | { kind: 'ask'; next: string }

/**
 * The person comes back from the provider. The pending sign-in is used up first of all, whatever the answer is worth:
 * an answer that nobody asked for, comes twice, or comes to another browser or another provider's address, finds none.
 */
export async function finishSignIn(db: Db, finish: Finish): Promise<Finished> {
  const { now } = finish
  const way = await findWay(db, finish.identityProviderId)
  if (!way) throw new Problem('notFound')
  const pending = await takePending(db, way, finish)
  if (!pending) return refuse(db, way, { ground: 'unsolicited', now })
  const { settings, nextPath } = pending
  const answer = await exchange(settings, pending, finish).catch((fault: unknown) => ({
    ground: groundOf(fault),
  }))
  if ('ground' in answer) {
    if (pending.isSilent) return { kind: 'ask', next: nextPath }
    return refuse(db, way, { ground: answer.ground, now })
  }
  const unmet = unmetClaim(answer.claims, settings.requiredClaims)
  if (unmet !== undefined) return refuse(db, way, { ground: 'requiredClaim', now })
  const subject = subjectOf(answer.claims, settings.subjectClaims)
  if (subject === undefined) return refuse(db, way, { ground: 'noSubject', now })
  const person = await recognise(db, { settings, subject, pending, now, ...answer })
  if (person.kind === 'refused') return refuse(db, way, { ...person, now })
  if (person.kind === 'waiting') return { kind: 'waiting' }
  const token = await open(db, { way, person, answer, finish })
  return { kind: 'in', token, next: nextPath }
}

type Answer = { claims: Claims; refreshToken: string | undefined; offersLogout: boolean }

async function takePending(db: Db, way: Way, finish: Finish) {
  const state = new URLSearchParams(finish.search).get('state') ?? ''
  return throughGate(db, way.municipalityId, async (tx) => {
    const taken = await tx
      .deleteFrom('pendingSignIn')
      .where('stateHash', '=', tokenHash(state))
      .where('identityProviderId', '=', way.id)
      .returningAll()
      .executeTakeFirst()
    const settings = taken && (await findSettings(tx, way.id))
    const isOurs = taken?.browserHash.equals(tokenHash(finish.browser)) && taken.expiresAt > finish.now
    return isOurs && settings ? { ...taken, settings, state } : undefined
  })
}

export type Pending = NonNullable<Awaited<ReturnType<typeof takePending>>>

async function exchange(settings: Settings, pending: Pending, finish: Finish): Promise<Answer> {
  const config = await meet(settings)
  const maxAge = mostSeconds(settings)
  const tokens = await client.authorizationCodeGrant(config, new URL(finish.callback + finish.search), {
    expectedState: pending.state,
    expectedNonce: pending.nonce,
    pkceCodeVerifier: pending.verifier,
    idTokenExpected: true,
    ...(maxAge !== undefined && { maxAge }),
  })
  const claims = (await claimsOf(config, tokens, undefined)) ?? {}
  const offersLogout = config.serverMetadata().end_session_endpoint !== undefined
  return { claims, refreshToken: tokens.refresh_token, offersLogout }
}

type Opening = {
  way: Way
  person: Recognised & { kind: 'known' }
  answer: Answer
  finish: Finish
}

/** The session, and what it rests on. It ends in a quarter of an hour unless the provider is asked again. */
async function open(db: Db, { way, person, answer, finish }: Opening): Promise<string> {
  const { now, agent } = finish
  if (finish.before) await endSession(db, finish.before, now)
  const until = new Date(now.getTime() + trustMinutes * 60_000)
  const account = { municipalityId: way.municipalityId, id: person.accountId }
  const session = await openSession(db, account, { agent, now, until })
  const said = JSON.stringify({ refreshToken: answer.refreshToken, subject: answer.claims['sub'] })
  const grant = answer.refreshToken ? sealed(said, session.id) : undefined
  await throughGate(db, way.municipalityId, async (tx) => {
    await tx
      .insertInto('sessionGrant')
      .values({
        municipalityId: way.municipalityId,
        sessionId: session.id,
        identityId: person.identityId,
        grantSealed: grant?.sealed ?? null,
        grantKeyId: grant?.keyId ?? null,
        subjectDigest: logoutMark(answer.claims['sub']),
        sidDigest: logoutMark(answer.claims['sid']),
        checkedAt: now,
        endsAt: sessionEnd(now),
      })
      .execute()
    if (way.offersLogout !== answer.offersLogout)
      await tx
        .updateTable('identityProvider')
        .set({ offersLogout: answer.offersLogout })
        .where('id', '=', way.id)
        .execute()
    await tell(tx, {
      ...{ municipalityId: way.municipalityId, accountId: person.accountId, verb: 'session.opened' },
      ...{ targetId: person.accountId, outcome: 'done', at: now },
      detail: { identityProviderId: way.id, ...signInDetail(finish.address) },
    })
  })
  return session.token
}
