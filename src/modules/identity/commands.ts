import { sql } from 'kysely'
import * as client from 'openid-client'
import { addDays, todayIn } from '#kernel/dates.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { scopeOfRole } from '#modules/accounts/public.ts'
import { command, type Context } from '#platform/command.ts'
import type { z } from 'zod'
import { groundOf, meet, sealed } from './client.ts'
import { BindIdentity, SaveIdentityProvider, TestIdentityProvider, TurnAwayIdentity } from './contract.ts'
import { findSettings, lockIdentity, type Settings } from './queries.ts'

type Wanted = z.output<typeof SaveIdentityProvider>

export const saveIdentityProvider = command({
  verb: 'identityProvider.save',
  input: SaveIdentityProvider,
  target: async ({ db }, input) => {
    const existing = await findSettings(db, input.identityProviderId)
    if (!existing)
      return input.revision === 0 ? { id: input.identityProviderId, existing: undefined } : undefined
    return { id: existing.id, existing }
  },
  async run(context, { existing }, input) {
    for (const [at, row] of input.roleMapping.entries()) checkRow(input, at, row)
    if (input.clientSecret && input.secretVariable) throw fieldProblem('secretVariable', 'oneSecret')
    if (existing) await change(context, existing, input)
    else await add(context, input)
    return { id: input.identityProviderId, revision: input.revision + 1 }
  },
  // Which values give which roles is power, and is told whole; the secret only as changed.
  detail: ({ name, issuer, isActive, roleMapping, ...input }) => ({
    name,
    issuer,
    isActive,
    roleMapping,
    organisationMapping: input.organisationMapping,
    secretChanged: input.clientSecret !== undefined,
  }),
})

/** A role for a board comes with its board; an operator's with its provider, or with the organisation's. */
function checkRow(input: Wanted, at: number, row: Wanted['roleMapping'][number]): void {
  const needs = scopeOfRole[row.role]
  if (needs === 'board' && !row.boardId) throw fieldProblem(`roleMapping.${at}.boardId`, 'chooseOne')
  if (needs === 'provider' && !row.providerId && !input.organisationClaim)
    throw fieldProblem(`roleMapping.${at}.providerId`, 'chooseOne')
}

function columnsOf({ actor, now }: Context, input: Wanted) {
  const { identityProviderId: id, revision: _seen, clientSecret, ...plain } = input
  const kept = clientSecret === undefined ? undefined : sealed(clientSecret, id)
  return {
    ...plain,
    issuer: input.issuer.replace(/\/$/, ''),
    requiredClaims: JSON.stringify(input.requiredClaims),
    roleMapping: JSON.stringify(input.roleMapping.map(fitting)),
    organisationMapping: JSON.stringify(input.organisationMapping),
    ...(kept && { secretSealed: kept.sealed, secretKeyId: kept.keyId }),
    ...(input.secretVariable && { secretSealed: null, secretKeyId: null }),
    changedBy: actor.accountId,
    changedAt: now,
  }
}

/** A board for an operator, or a provider for the office, would say two things at once. */
function fitting({ boardId, providerId, ...row }: Wanted['roleMapping'][number]) {
  const needs = scopeOfRole[row.role]
  return {
    ...row,
    ...(needs === 'board' && boardId && { boardId }),
    ...(needs === 'provider' && providerId && { providerId }),
  }
}

async function add(context: Context, input: Wanted): Promise<void> {
  const id = { municipalityId: context.actor.municipalityId, id: input.identityProviderId }
  await context.db
    .insertInto('identityProvider')
    .values({ ...id, ...columnsOf(context, input) })
    .execute()
}

async function change(context: Context, existing: Settings, input: Wanted): Promise<void> {
  // Another issuer is another provider: whoever was known by the first must not be taken for somebody of the second.
  const columns = columnsOf(context, input)
  if (columns.issuer !== existing.issuer) throw fieldProblem('issuer', 'issuerFixed')
  const { numUpdatedRows } = await context.db
    .updateTable('identityProvider')
    .set({ ...columns, revision: existing.revision + 1 })
    .where('id', '=', existing.id)
    .where('revision', '=', input.revision)
    .executeTakeFirst()
  if (numUpdatedRows === 0n)
    throw new Problem('stale', { current: { name: existing.name, revision: existing.revision } })
}

/** Asks the provider who it is, and offers it a code that cannot be right: the answer tells whether it knows our secret. */
export const testIdentityProvider = command({
  verb: 'identityProvider.test',
  input: TestIdentityProvider,
  target: ({ db }, input) => findSettings(db, input.identityProviderId),
  run: async (_context, settings) => ({ id: settings.id, outcome: await outcomeOf(settings) }),
  detail: (_input, { outcome }) => ({ outcome }),
})

async function outcomeOf(settings: Settings): Promise<string> {
  try {
    const config = await meet(settings)
    const metadata = config.serverMetadata()
    if (!metadata.authorization_endpoint || !metadata.token_endpoint) return 'incomplete'
    await client.genericGrantRequest(config, 'authorization_code', {
      code: 'prova',
      redirect_uri: settings.issuer,
      code_verifier: client.randomPKCECodeVerifier(),
    })
  } catch (fault) {
    const ground = groundOf(fault)
    return ground === 'invalid_grant' ? 'ok' : ground
  }
  return 'ok'
}

/** Ties somebody who waits to an account. From then on it is their way in. */
export const bindIdentity = command({
  verb: 'identity.bind',
  input: BindIdentity,
  target: ({ db }, input) => lockIdentity(db, input.identityId),
  async run({ db, actor, now }, identity, input) {
    if (identity.state === 'bound') throw new Problem('alreadyDone')
    const account = await db
      .selectFrom('account')
      .select(['id', 'state'])
      .where('id', '=', input.accountId)
      .executeTakeFirst()
    if (!account || account.state === 'closed') throw fieldProblem('accountId', 'chooseOne')
    // Power over accounts must not become power over content: nobody opens a second way into their own account.
    if (account.id === actor.accountId) throw fieldProblem('accountId', 'notOwnAccount')
    if (account.state === 'invited')
      await db.updateTable('account').set({ state: 'active' }).where('id', '=', account.id).execute()
    await db
      .updateTable('accountIdentity')
      .set({ state: 'bound', accountId: account.id, settledBy: actor.accountId, settledAt: now })
      .where('id', '=', identity.id)
      .execute()
    return { id: identity.id }
  },
  detail: ({ accountId }) => ({ accountId }),
})

/** Turns away somebody who waits, or undoes a tie: the way in is closed, and what it gave is gone. */
export const turnAwayIdentity = command({
  verb: 'identity.turnAway',
  input: TurnAwayIdentity,
  target: ({ db }, input) => lockIdentity(db, input.identityId),
  async run(context, identity) {
    const { db, actor, now } = context
    if (identity.state === 'turnedAway') throw new Problem('alreadyDone')
    if (identity.accountId === actor.accountId) throw new Problem('notAllowed')
    if (identity.accountId) await endWayIn(context, identity.accountId, identity.identityProviderId)
    await db
      .updateTable('accountIdentity')
      .set({ state: 'turnedAway', accountId: null, settledBy: actor.accountId, settledAt: now })
      .where('id', '=', identity.id)
      .execute()
    return { id: identity.id }
  },
})

/** The account stands, but whoever came in by this way is out, and the roles that came with them are not theirs. */
async function endWayIn({ db, now }: Context, accountId: string, identityProviderId: string): Promise<void> {
  await db
    .updateTable('session')
    .set({ endedAt: now })
    .where('accountId', '=', accountId)
    .where('endedAt', 'is', null)
    .execute()
  const today = todayIn(now)
  const yesterday = addDays(today, -1)
  await db
    .updateTable('roleAssignment')
    .set({ validTo: sql`greatest(valid_from - 1, ${yesterday}::date)` })
    .where('accountId', '=', accountId)
    .where('identityProviderId', '=', identityProviderId)
    .where((where) => where.or([where('validTo', 'is', null), where('validTo', '>=', today)]))
    .execute()
}
