import { sql } from 'kysely'
import { uuidv7 } from '#kernel/ids.ts'
import { hasPersonalNumber } from '#kernel/personal-number.ts'
import type { Db } from '#platform/db/pool.ts'
import { keyedDigest } from '#platform/seal.ts'
import { tell, throughGate } from './gate-scope.ts'
import type { Settings } from './queries.ts'
import { followRoles, holdsRole } from './roles-of-identity.ts'
import type { Claims } from './rules.ts'

export type Arrival = {
  settings: Settings
  subject: string
  claims: Claims
  pending: { invitationHash: Buffer | null }
  now: Date
}

export type Recognised =
  | { kind: 'known'; accountId: string; identityId: string }
  | { kind: 'waiting' }
  | { kind: 'refused'; ground: string; identityId: string; accountId: string | null }

/**
 * Who somebody is here: by provider, issuer and subject, never by an e-mail address. Somebody new waits without rights,
 * unless they came by an invitation.
 */
export function recognise(db: Db, arrival: Arrival): Promise<Recognised> {
  const { settings, now } = arrival
  return throughGate(db, settings.municipalityId, async (tx) => {
    const identity = await noteArrival(tx, arrival)
    const refused = { kind: 'refused' as const, identityId: identity.id, accountId: identity.accountId }
    if (identity.state === 'turnedAway') return { ...refused, ground: 'turnedAway' }
    const accountId = identity.accountId ?? (await takeInvitation(tx, arrival, identity.id))
    if (!accountId) return waits(tx, arrival, identity.id)
    const person = await tx
      .selectFrom('account')
      .select(['id', 'name', 'side', 'providerId', 'state'])
      .where('id', '=', accountId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (person.state !== 'active') return { ...refused, ground: 'accountClosed' }
    await followRoles(tx, {
      settings,
      claims: arrival.claims,
      now,
      person: { ...person, side: sideIn(person) },
    })
    if (!(await holdsRole(tx, accountId, now))) return waits(tx, arrival, identity.id)
    return { kind: 'known', accountId, identityId: identity.id }
  })
}

export function sideIn(person: { side: string }): 'office' | 'operator' | 'board' {
  return person.side === 'operator' || person.side === 'board' ? person.side : 'office'
}

/** A subject that is a personal number is kept only as a digest with our own key; the number itself nowhere. */
export function keptSubject(subject: string): string {
  return hasPersonalNumber(subject) ? `hmac:${keyedDigest(subject, 'uppsikt subject')}` : subject
}

type Identity = { id: string; state: string; accountId: string | null }

async function noteArrival(tx: Db, { settings, subject, claims, now }: Arrival): Promise<Identity> {
  const told = { name: wordOf(claims['name']), email: wordOf(claims['email']).toLowerCase() }
  const { rows } = await sql<Identity>`insert into account_identity as i
      (municipality_id, id, identity_provider_id, issuer, subject, name, email, state, first_seen_at, seen_at)
    values (${settings.municipalityId}, ${uuidv7(now.getTime())}, ${settings.id}, ${settings.issuer},
      ${keptSubject(subject)}, ${told.name}, ${told.email}, 'waiting', ${now}, ${now})
    on conflict (municipality_id, identity_provider_id, issuer, subject)
      do update set seen_at = excluded.seen_at, name = excluded.name, email = excluded.email
    returning i.id, i.state, i.account_id`.execute(tx)
  const identity = rows[0]
  if (!identity) throw new Error('an identity that was just written is gone')
  return identity
}

/** What is shown to the administrator who recognises the person: one line, and no personal number. */
function wordOf(claim: unknown): string {
  if (typeof claim !== 'string' || hasPersonalNumber(claim)) return ''
  return claim
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 200)
}

async function takeInvitation(tx: Db, arrival: Arrival, identityId: string): Promise<string | undefined> {
  const { settings, pending, claims, now } = arrival
  if (!pending.invitationHash) return undefined
  const { rows } = await sql<{
    accountId: string | null
  }>`select auth.take_invitation(${pending.invitationHash},
    ${wordOf(claims['email'])}, ${now}) as account_id`.execute(tx)
  const accountId = rows[0]?.accountId
  if (!accountId) return undefined
  await tx
    .updateTable('accountIdentity')
    .set({ state: 'bound', accountId, settledAt: now })
    .where('id', '=', identityId)
    .execute()
  await tell(tx, {
    municipalityId: settings.municipalityId,
    accountId,
    verb: 'identity.bind',
    targetId: identityId,
    outcome: 'done',
    detail: { accountId, by: 'invitation' },
    at: now,
  })
  return accountId
}

async function waits(tx: Db, { settings, now }: Arrival, identityId: string): Promise<Recognised> {
  await tell(tx, {
    municipalityId: settings.municipalityId,
    verb: 'session.refused',
    targetId: identityId,
    outcome: 'denied',
    detail: { identityProviderId: settings.id, ground: 'noRights' },
    at: now,
  })
  return { kind: 'waiting' }
}
