import { uuidv7 } from '#kernel/ids.ts'
import { bindIdentity, finishSignIn, saveIdentityProvider, startSignIn } from '#modules/identity/public.ts'
import { clientId, clientSecret, startIssuer, throughProvider, type Issuer } from './oidc.ts'
import { makeWorld, now } from './world.ts'

type Start = Parameters<typeof startSignIn>[1]
type Finish = Parameters<typeof finishSignIn>[1]

export const minutes = (count: number) => new Date(now.getTime() + count * 60_000)
export const callbackOf = (id: string) => `http://localhost:9/logga-in/via/${id}/svar`

export type SignInScene = Awaited<ReturnType<typeof startSignInScene>>

/** The small world with two real OpenID providers on loopback, and the steps of a person who comes by one of them. */
export async function startSignInScene() {
  const ids = { town: uuidv7(), other: uuidv7() }
  const world = await makeWorld()
  const town = await startIssuer([callbackOf(ids.town)])
  const other = await startIssuer([callbackOf(ids.other)])
  const settings = settingsIn(world)
  for (const [id, issuer] of [
    [ids.town, town],
    [ids.other, other],
  ] as const)
    await saveIdentityProvider(world.as(world.people.admin), settings(id, issuer))
  for (const issuer of [town, other])
    issuer.people.set('anna', {
      name: 'Anna Ny',
      email: 'anna@exempel.se',
      roles: ['strateg'],
      tid: 'kommunen',
    })
  return { ...stepsIn({ ids, world, town }), ids, world, town, other, settings, close }

  async function close() {
    await Promise.all([town.close(), other.close()])
    await world.close()
  }
}

type World = Awaited<ReturnType<typeof makeWorld>>
type Made = { ids: { town: string; other: string }; world: World; town: Issuer }

function settingsIn(world: World) {
  return (id: string, issuer: Issuer) => ({
    identityProviderId: id,
    revision: 0,
    name: 'Exempelkommun',
    issuer: issuer.url,
    clientId,
    clientSecret,
    scopes: 'openid profile email offline_access',
    subjectClaims: ['tid', 'sub'],
    requiredClaims: [{ claim: 'tid', value: 'kommunen' }],
    roleClaim: 'roles',
    roleMapping: [
      { value: 'strateg', role: 'strategist' as const, boardId: world.boards.care },
      { value: 'granskare', role: 'reviewer' as const, boardId: world.boards.care },
      { value: 'chef', role: 'unitManager' as const },
    ],
    organisationClaim: 'org',
    organisationMapping: [{ value: '5560000001', providerId: world.providers.private }],
    isActive: true,
  })
}

function stepsIn({ ids, world, town }: Made) {
  function begin(more: Partial<Start> = {}) {
    const id = more.identityProviderId ?? ids.town
    return startSignIn(world.db, {
      ...{ identityProviderId: id, callback: callbackOf(id), browser: 'min webbläsare', address: uuidv7() },
      ...{ next: '/enheter', silent: false, now },
      ...more,
    })
  }

  function end(at: URL, more: Partial<Finish> = {}) {
    const id = more.identityProviderId ?? ids.town
    return finishSignIn(world.db, {
      ...{ identityProviderId: id, callback: callbackOf(id), search: at.search, browser: 'min webbläsare' },
      ...{ agent: 'prov', now },
      ...more,
    })
  }

  const back = (start: URL, id = ids.town) => throughProvider(start, callbackOf(id))

  async function signInAs(person: string, more: Partial<Start> & Partial<Finish> = {}) {
    town.person = person
    return end(await back(await begin(more)), more)
  }

  /** The log's last refusal, by its ground. */
  async function lastGround(): Promise<string | undefined> {
    const { rows } = await world.admin.query<{ ground: string }>(
      `select detail ->> 'ground' as ground from audit where verb = 'session.refused' order by seq desc limit 1`,
    )
    return rows[0]?.ground
  }

  async function identityOf(subject: string, of = ids.town) {
    const { rows } = await world.admin.query<{ id: string; state: string; account_id: string | null }>(
      `select id, state, account_id from account_identity where subject = $1 and identity_provider_id = $2`,
      [JSON.stringify(['kommunen', subject]), of],
    )
    return rows[0]
  }

  async function sessions(): Promise<number> {
    const { rows } = await world.admin.query<{ n: number }>('select count(*)::int as n from session')
    return rows[0]?.n ?? 0
  }

  /** An account with no role, tied to the person at the provider. */
  async function tied(person: string, more: Record<string, unknown> = {}): Promise<string> {
    const accounts = await world.insert('account', {
      one: { name: person, email: `${person}@konto.example`, state: 'active', side: 'office', ...more },
    })
    await signInAs(person)
    const identity = await identityOf(person)
    await bindIdentity(world.as(world.people.admin), {
      identityId: identity?.id ?? '',
      accountId: accounts.one,
    })
    return accounts.one
  }
  return { begin, end, back, signInAs, lastGround, identityOf, sessions, tied }
}
