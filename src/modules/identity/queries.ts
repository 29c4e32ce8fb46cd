import { sql } from 'kysely'
import { swedish } from '#platform/db/fragments.ts'
import type { Db } from '#platform/db/pool.ts'
import { withoutScope } from '#platform/db/transaction.ts'
import type { ClaimRules, MappedOrganisation, MappedRole, RequiredClaim } from './rules.ts'

/** A button of the sign-in page. */
export type Way = {
  id: string
  municipalityId: string
  name: string
  municipalityName: string
  offersLogout: boolean
}

/** The ways in that are switched on, before it is known who asks. */
export async function listWays(db: Db): Promise<Way[]> {
  return withoutScope(db, async (tx) => {
    const { rows } = await sql<Way>`select * from auth.identity_providers()`.execute(tx)
    return rows
  })
}

export async function findWay(db: Db, identityProviderId: string): Promise<Way | undefined> {
  return (await listWays(db)).find(({ id }) => id === identityProviderId)
}

/** The ways in for somebody with an invitation: those of the municipality that invites. */
export async function listWaysOfInvitation(db: Db, tokenHash: Buffer, now: Date): Promise<Way[]> {
  const invitedTo = await withoutScope(db, async (tx) => {
    const { rows } = await sql<{
      id: string | null
    }>`select auth.invited_to(${tokenHash}, ${now}) as id`.execute(tx)
    return rows[0]?.id
  })
  return (await listWays(db)).filter(({ municipalityId }) => municipalityId === invitedTo)
}

/** All of a provider's settings. The secret comes sealed, and goes no further than to where it is used. */
export async function findSettings(db: Db, id: string) {
  const row = await db.selectFrom('identityProvider').selectAll().where('id', '=', id).executeTakeFirst()
  return row && { ...row, ...rulesOf(row) }
}

export type Settings = NonNullable<Awaited<ReturnType<typeof findSettings>>>

type RuleColumns = {
  subjectClaims: string[]
  requiredClaims: unknown
  roleClaim: string
  roleMapping: unknown
  organisationClaim: string
  organisationMapping: unknown
}

function rulesOf(row: RuleColumns): ClaimRules {
  return {
    subjectClaims: row.subjectClaims,
    roleClaim: row.roleClaim,
    organisationClaim: row.organisationClaim,
    // Written by the one command that saves them, in these shapes.
    requiredClaims: row.requiredClaims as RequiredClaim[],
    roleMapping: row.roleMapping as MappedRole[],
    organisationMapping: row.organisationMapping as MappedOrganisation[],
  }
}

/** What the administrator sees and changes: whether there is a secret, never the secret. */
export async function findIdentityProvider(db: Db, id: string) {
  const settings = await findSettings(db, id)
  if (!settings) return undefined
  const { secretSealed, secretKeyId: _key, changedAt: _at, municipalityId: _of, ...shown } = settings
  return { ...shown, hasSecret: secretSealed !== null }
}

export function listIdentityProviders(db: Db) {
  return db
    .selectFrom('identityProvider')
    .select(['id', 'name', 'issuer', 'clientId', 'isActive', 'revision'])
    .orderBy(swedish('name'))
    .orderBy('id')
    .execute()
}

/** Who has come and has no account here yet, and who was turned away; the latest first. */
export async function listUnboundIdentities(db: Db) {
  const rows = await db
    .selectFrom('accountIdentity as i')
    .innerJoin('identityProvider as p', (join) =>
      join.onRef('p.municipalityId', '=', 'i.municipalityId').onRef('p.id', '=', 'i.identityProviderId'),
    )
    .select(['i.id', 'i.name', 'i.email', 'i.state', 'i.firstSeenAt', 'i.seenAt', 'p.name as providerName'])
    .where('i.state', '!=', 'bound')
    .orderBy('i.state', 'desc')
    .orderBy('i.seenAt', 'desc')
    .orderBy('i.id')
    .limit(500)
    .execute()
  return rows.map((row) => ({
    ...row,
    state: row.state === 'turnedAway' ? ('turnedAway' as const) : ('waiting' as const),
    firstSeenAt: row.firstSeenAt.toISOString(),
    seenAt: row.seenAt.toISOString(),
  }))
}

/** Whose way in is whose account, the latest tied first: what an administrator may undo. */
export function listBoundIdentities(db: Db) {
  return db
    .selectFrom('accountIdentity as i')
    .innerJoin('identityProvider as p', (join) =>
      join.onRef('p.municipalityId', '=', 'i.municipalityId').onRef('p.id', '=', 'i.identityProviderId'),
    )
    .innerJoin('account as a', (join) =>
      join.onRef('a.municipalityId', '=', 'i.municipalityId').onRef('a.id', '=', 'i.accountId'),
    )
    .select([
      'i.id',
      'i.name',
      'i.seenAt',
      'p.name as providerName',
      'a.id as accountId',
      'a.name as account',
    ])
    .orderBy('i.settledAt', (order) => order.desc().nullsLast())
    .orderBy('i.id')
    .limit(200)
    .execute()
}

export async function countWaitingIdentities(db: Db): Promise<number> {
  const { n } = await db
    .selectFrom('accountIdentity')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow()
  return n
}

/** Accounts that somebody who waits can be tied to. */
export function listBindable(db: Db) {
  return db
    .selectFrom('account')
    .select(['id', 'name', 'email'])
    .where('state', '!=', 'closed')
    .orderBy(swedish('name'))
    .orderBy('id')
    .execute()
}

export function lockIdentity(db: Db, id: string) {
  return db
    .selectFrom('accountIdentity')
    .select(['id', 'state', 'accountId', 'identityProviderId'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}
