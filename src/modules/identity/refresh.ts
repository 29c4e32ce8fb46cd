import * as client from 'openid-client'
import type { Db } from '#platform/db/pool.ts'
import { claimsOf, groundOf, meet, opened, sealed } from './client.ts'
import { tell, throughGate } from './gate-scope.ts'
import { openGrants } from './grants.ts'
import { findSettings, type Settings } from './queries.ts'
import { keptSubject, sideIn } from './recognise.ts'
import { followRoles } from './roles-of-identity.ts'
import { subjectOf, trustMinutes, unmetClaim, type Claims } from './rules.ts'

/** Asked again well before the quarter of an hour is over, so that a round may be missed. */
const askAfterMinutes = 4
const mostAtOnce = 300

/**
 * Asks each provider again about the people who are signed in by it. Roles that are gone there go here; somebody whom the
 * provider no longer vouches for is signed out. A provider that does not answer is asked once a round: its sessions end
 * by themselves when they have gone unconfirmed for a quarter of an hour.
 */
export async function refreshSessions(db: Db, municipalityId: string, now: Date): Promise<void> {
  const due = await throughGate(db, municipalityId, (tx) => listDue(tx, now))
  for (const [id, grants] of Map.groupBy(due, (one) => one.identityProviderId)) {
    const settings = await throughGate(db, municipalityId, (tx) => findSettings(tx, id))
    if (settings) await refreshAt(db, settings, { grants, now })
  }
}

function listDue(tx: Db, now: Date) {
  return openGrants(tx)
    .innerJoin('account as a', (join) =>
      join.onRef('a.municipalityId', '=', 's.municipalityId').onRef('a.id', '=', 's.accountId'),
    )
    .select(['g.sessionId', 'g.grantSealed', 'g.grantKeyId', 'g.endsAt', 'i.identityProviderId', 'i.subject'])
    .select(['a.id as accountId', 'a.name', 'a.side', 'a.providerId'])
    .where('s.expiresAt', '>', now)
    .where('s.seenAt', '>', new Date(now.getTime() - 30 * 60_000))
    .where('g.grantSealed', 'is not', null)
    .where('g.checkedAt', '<=', new Date(now.getTime() - askAfterMinutes * 60_000))
    .orderBy('g.checkedAt')
    .orderBy('g.sessionId')
    .limit(mostAtOnce)
    .execute()
}

type Grant = Awaited<ReturnType<typeof listDue>>[number]
type Round = { grants: readonly Grant[]; now: Date }

async function refreshAt(db: Db, settings: Settings, { grants, now }: Round): Promise<void> {
  if (!settings.isActive) {
    for (const grant of grants) await signOut(db, settings, { grant, ground: 'switchedOff', now })
    return
  }
  const config = await meet(settings).catch(() => undefined)
  if (!config) return
  for (const grant of grants) {
    const answer = await askAgain(config, grant)
      .then((said) => faultIn(said.claims, settings, grant) ?? said)
      .catch(groundOf)
    if (typeof answer !== 'string') await confirm(db, settings, { grant, answer, now })
    else if (endsSession.has(answer)) await signOut(db, settings, { grant, ground: answer, now })
    else return
  }
}

/** What the provider says against the person; anything else is a provider in trouble, which is given time. */
const endsSession = new Set(['invalid_grant', 'requiredClaim', 'otherSubject', 'invalid_token'])

type Answer = { claims: Claims; said: string }

async function askAgain(config: client.Configuration, grant: Grant): Promise<Answer> {
  const kept: unknown = JSON.parse(
    opened({ sealed: grant.grantSealed ?? Buffer.alloc(0), keyId: grant.grantKeyId ?? '' }, grant.sessionId),
  )
  // Written by finish.ts, sealed, and opened unchanged.
  const { refreshToken, subject } = kept as { refreshToken: string; subject?: string }
  const tokens = await client.refreshTokenGrant(config, refreshToken)
  const claims = await claimsOf(config, tokens, subject)
  if (!claims) throw new Error('the provider says nothing of the person')
  return { claims, said: JSON.stringify({ refreshToken: tokens.refresh_token ?? refreshToken, subject }) }
}

function faultIn(claims: Claims, settings: Settings, grant: Grant): string | undefined {
  if (unmetClaim(claims, settings.requiredClaims) !== undefined) return 'requiredClaim'
  const subject = subjectOf(claims, settings.subjectClaims)
  return subject !== undefined && keptSubject(subject) === grant.subject ? undefined : 'otherSubject'
}

type Confirmed = { grant: Grant; answer: Answer; now: Date }

function confirm(db: Db, settings: Settings, { grant, answer, now }: Confirmed): Promise<void> {
  const kept = sealed(answer.said, grant.sessionId)
  const until = new Date(Math.min(now.getTime() + trustMinutes * 60_000, grant.endsAt.getTime()))
  return throughGate(db, settings.municipalityId, async (tx) => {
    const person = {
      id: grant.accountId,
      name: grant.name,
      side: sideIn(grant),
      providerId: grant.providerId,
    }
    await followRoles(tx, { settings, claims: answer.claims, now, person })
    await tx
      .updateTable('sessionGrant')
      .set({ grantSealed: kept.sealed, grantKeyId: kept.keyId, checkedAt: now })
      .where('sessionId', '=', grant.sessionId)
      .execute()
    await tx
      .updateTable('session')
      .set({ expiresAt: until })
      .where('id', '=', grant.sessionId)
      .where('endedAt', 'is', null)
      .execute()
  })
}

type Ended = { grant: Grant; ground: string; now: Date }

function signOut(db: Db, settings: Settings, { grant, ground, now }: Ended): Promise<void> {
  return throughGate(db, settings.municipalityId, async (tx) => {
    await tx
      .updateTable('session')
      .set({ endedAt: now })
      .where('id', '=', grant.sessionId)
      .where('endedAt', 'is', null)
      .execute()
    await tx
      .updateTable('sessionGrant')
      .set({ grantSealed: null, grantKeyId: null })
      .where('sessionId', '=', grant.sessionId)
      .execute()
    await tell(tx, {
      ...{ municipalityId: settings.municipalityId, accountId: grant.accountId, verb: 'session.ended' },
      ...{ targetId: grant.sessionId, outcome: 'done', at: now },
      detail: { identityProviderId: settings.id, ground },
    })
  })
}
