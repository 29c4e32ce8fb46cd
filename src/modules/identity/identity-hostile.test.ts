import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuidv7 } from '#kernel/ids.ts'
import { findActor } from '#platform/session/session.ts'
import { clientSecret, startIssuer, throughProvider } from '#test/oidc.ts'
import { callbackOf, minutes, startSignInScene, type SignInScene } from '#test/sign-in.ts'
import { now } from '#test/world.ts'
import { bindIdentity, saveIdentityProvider, testIdentityProvider, turnAwayIdentity } from './commands.ts'

/** Against real OpenID providers on loopback, one of them in somebody else’s hands. */
let scene: SignInScene
let world: SignInScene['world']
let town: SignInScene['town']
beforeAll(async () => {
  scene = await startSignInScene()
  ;({ world, town } = scene)
})
afterAll(() => scene?.close())

beforeAll(() => scene.tied('anna'))

test('a code used twice, an answer nobody asked for, another browser and a late one are refused and logged', async () => {
  const before = await scene.sessions()
  const at = await scene.back(await scene.begin())
  await scene.end(at)
  const refusals: [URL, Parameters<typeof scene.end>[1]][] = [
    [at, {}],
    [new URL(`${callbackOf(scene.ids.town)}?code=prov&state=prov&iss=${encodeURIComponent(town.url)}`), {}],
    [await scene.back(await scene.begin()), { browser: 'en annans webbläsare' }],
    [await scene.back(await scene.begin()), { now: minutes(11) }],
  ]
  for (const [address, more] of refusals) {
    await expect(scene.end(address, more)).rejects.toMatchObject({ code: 'signInRefused' })
    expect(await scene.lastGround()).toBe('unsolicited')
  }
  // The code itself, with a question of one's own: the provider says that it is used.
  const own = await scene.begin()
  const replayed = new URL(at)
  replayed.searchParams.set('state', own.searchParams.get('state') ?? '')
  await expect(scene.end(replayed)).rejects.toMatchObject({ code: 'signInRefused' })
  expect(await scene.lastGround()).toBe('invalid_grant')
  expect(await scene.sessions()).toBe(before + 1)
})

test('an answer of one provider is worth nothing at the other’s address, nor with the other’s name on it', async () => {
  const at = await scene.back(await scene.begin())
  await expect(scene.end(at, { identityProviderId: scene.ids.other })).rejects.toMatchObject({
    code: 'signInRefused',
  })
  expect(await scene.lastGround()).toBe('unsolicited')
  const mixed = await scene.back(await scene.begin())
  mixed.searchParams.set('iss', scene.other.url)
  await expect(scene.end(mixed)).rejects.toMatchObject({ code: 'signInRefused' })
  expect(await scene.lastGround()).not.toBe('unsolicited')
  const unnamed = await scene.back(await scene.begin())
  unnamed.searchParams.delete('iss')
  await expect(scene.end(unnamed)).rejects.toMatchObject({ code: 'signInRefused' })
})

const own = generateKeyPairSync('rsa', { modulusLength: 2048 })
const past = Math.floor(Date.now() / 1000) - 3600
test.each([
  ['another nonce', { claims: { nonce: 'fel' } }],
  ['another audience', { claims: { aud: 'en annan' } }],
  ['another issuer', { claims: { iss: 'https://annan.example' } }],
  ['no signature (alg none)', { header: { alg: 'none' }, unsigned: true }],
  ['the right header and no signature', { unsigned: true }],
  ['a signature of something else', { header: { alg: 'HS256' } }],
  [
    'a key of its own in the header',
    { header: { jwk: own.publicKey.export({ format: 'jwk' }) }, key: own.privateKey },
  ],
  ['the address of a key of its own', { header: { jku: 'https://annan.example/jwks' }, key: own.privateKey }],
  [
    'the form of an access token',
    { header: { typ: 'at+jwt' }, claims: { nonce: undefined, scope: 'openid' } },
  ],
  ['a time that is over', { claims: { exp: past, iat: past - 60 } }],
])('a token with %s opens nothing', async (_, change) => {
  const before = await scene.sessions()
  const at = await scene.back(await scene.begin())
  town.tamper = () => change
  await expect(scene.end(at).finally(() => (town.tamper = undefined))).rejects.toMatchObject({
    code: 'signInRefused',
  })
  expect(await scene.lastGround()).toMatch(/^OAUTH_/)
  expect(await scene.sessions()).toBe(before)
})

test('somebody from another tenant is refused before anything is kept of them', async () => {
  town.people.set('ivar', { name: 'Ivar', tid: 'en annan', roles: ['strateg'] })
  await expect(scene.signInAs('ivar')).rejects.toMatchObject({ code: 'signInRefused' })
  expect(await scene.lastGround()).toBe('requiredClaim')
  const { rows } = await world.admin.query(`select id from account_identity where name = 'Ivar'`)
  expect(rows).toEqual([])
})

test('a strength that is required is asked for on the way, and somebody signed in more weakly is refused', async () => {
  const id = uuidv7()
  const issuer = await startIssuer([callbackOf(id)])
  const strong = 'http://id.sambi.se/loa/loa3'
  const required = { issuer: issuer.url, requiredClaims: [{ claim: 'acr', value: strong }] }
  const { subjectClaims: _others, ...settings } = scene.settings(id, town)
  const broker = { ...settings, ...required, subjectClaims: ['sub'] }
  await saveIdentityProvider(world.as(world.people.admin), broker)
  issuer.people.set('svag', { name: 'Svag Inloggning', acr: 'http://id.sambi.se/loa/loa2' })
  issuer.people.set('stark', { name: 'Stark Inloggning', acr: strong })
  const asWhom = async (person: string) => {
    issuer.person = person
    const to = await scene.begin({ identityProviderId: id })
    expect(to.searchParams.get('acr_values')).toBe(strong)
    return scene.end(await throughProvider(to, callbackOf(id)), { identityProviderId: id })
  }
  await expect(asWhom('svag')).rejects.toMatchObject({ code: 'signInRefused' })
  expect(await scene.lastGround()).toBe('requiredClaim')
  expect(await asWhom('stark')).toEqual({ kind: 'waiting' })
  await issuer.close()
})

test('where a fresh sign-in is wanted the provider is asked for one, and an old one or an untold one is refused', async () => {
  const id = uuidv7()
  const issuer = await startIssuer([callbackOf(id)])
  const { subjectClaims: _others, ...settings } = scene.settings(id, town)
  const fresh = { ...settings, issuer: issuer.url, subjectClaims: ['sub'], requiredClaims: [] }
  await saveIdentityProvider(world.as(world.people.admin), { ...fresh, maxAgeMinutes: 30 })
  issuer.people.set('anna', { name: 'Anna' })
  const come = async (more: { silent?: boolean } = {}) => {
    const to = await scene.begin({ identityProviderId: id, ...more })
    expect(to.searchParams.get('max_age')).toBe('1800')
    return scene.end(await throughProvider(to, callbackOf(id)), { identityProviderId: id })
  }
  expect(await come()).toEqual({ kind: 'waiting' })
  for (const signedInAt of [Math.floor(Date.now() / 1000) - 1900, undefined]) {
    issuer.tamper = () => ({ claims: { auth_time: signedInAt } })
    await expect(come()).rejects.toMatchObject({ code: 'signInRefused' })
    expect(await scene.lastGround()).toMatch(/^OAUTH_/)
  }
  // Somebody who is sent by the provider without a question is asked instead.
  issuer.tamper = undefined
  expect(await come({ silent: true })).toMatchObject({ kind: 'ask' })
  await saveIdentityProvider(world.as(world.people.admin), { ...fresh, revision: 1 })
  const to = await scene.begin({ identityProviderId: id })
  expect(to.searchParams.has('max_age')).toBe(false)
  for (const maxAgeMinutes of [4, 1441, 7.5])
    await expect(
      saveIdentityProvider(world.as(world.people.admin), { ...fresh, revision: 2, maxAgeMinutes }),
    ).rejects.toMatchObject({ code: 'invalidInput' })
  await issuer.close()
})

test('somebody whom a provider knows by a personal number is known by it, and it stands nowhere', async () => {
  const id = uuidv7()
  const { subjectClaims: _others, ...settings } = scene.settings(id, town)
  const issuer = await startIssuer([callbackOf(id)])
  const broker = { ...settings, issuer: issuer.url, subjectClaims: ['pnr'], requiredClaims: [] }
  await saveIdentityProvider(world.as(world.people.admin), broker)
  const number = '19121212-1212'
  issuer.people.set('anna', { pnr: number, name: `Anna ${number}`, email: 'anna@exempel.se' })
  for (let times = 0; times < 2; times += 1) {
    const at = await throughProvider(await scene.begin({ identityProviderId: id }), callbackOf(id))
    expect(await scene.end(at, { identityProviderId: id })).toEqual({ kind: 'waiting' })
  }
  await issuer.close()
  const { rows } = await world.admin.query<{ row: string; subject: string }>(
    'select i::text as row, subject from account_identity i where identity_provider_id = $1',
    [id],
  )
  expect(rows.map(({ subject }) => subject.slice(0, 5))).toEqual(['hmac:'])
  expect(rows[0]?.row).not.toMatch(/121212/)
})

test('the test button says what is wrong, in a word', async () => {
  const probe = (identityProviderId: string) =>
    testIdentityProvider(world.as(world.people.admin), { identityProviderId })
  expect(await probe(scene.ids.town)).toMatchObject({ outcome: 'ok' })
  const wrong = { ...scene.settings(uuidv7(), town), clientId: 'okand' }
  await saveIdentityProvider(world.as(world.people.admin), wrong)
  expect(await probe(wrong.identityProviderId)).toMatchObject({ outcome: 'invalid_client' })
  for (const [issuer, outcome] of [
    ['http://169.254.169.254', 'notSecure'],
    ['https://169.254.169.254', 'internalAddress'],
    ['https://10.0.0.1', 'internalAddress'],
    ['https://[::ffff:10.0.0.1]', 'internalAddress'],
    ['http://login.exempel.se', 'notSecure'],
    ['http://localhost:1', 'ECONNREFUSED'],
  ] as const) {
    const id = uuidv7()
    await saveIdentityProvider(world.as(world.people.admin), {
      ...scene.settings(id, town),
      issuer,
      isActive: false,
    })
    expect(await probe(id), issuer).toMatchObject({ outcome })
  }
})

test('a host that says it is another provider is not believed', async () => {
  const told = createServer((_request, response) =>
    response.setHeader('content-type', 'application/json').end(
      JSON.stringify({
        issuer: town.url,
        token_endpoint: `${town.url}/token`,
        jwks_uri: `${town.url}/jwks`,
      }),
    ),
  )
  await new Promise<void>((listening) => told.listen(0, '127.0.0.1', listening))
  const { port } = told.address() as AddressInfo // listening on a port, so it is one
  const id = uuidv7()
  const wrong = { ...scene.settings(id, town), issuer: `http://localhost:${port}`, isActive: false }
  await saveIdentityProvider(world.as(world.people.admin), wrong)
  const { outcome } = await testIdentityProvider(world.as(world.people.admin), { identityProviderId: id })
  expect(outcome).toBe('OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED')
  told.close()
})

test('only an administrator of the municipality itself changes how one signs in, and sees who waits', async () => {
  const people = [
    world.people.strategist,
    world.people.rival,
    world.people.elderlyReviewer,
    world.people.auditor,
  ]
  for (const actor of people)
    await expect(saveIdentityProvider(world.as(actor), scene.settings(uuidv7(), town))).rejects.toMatchObject(
      {
        code: expect.stringMatching(/notAllowed|notFound/),
      },
    )
  await expect(
    saveIdentityProvider(world.as(world.twin.people.admin), {
      ...scene.settings(scene.ids.town, town),
      revision: 1,
    }),
  ).rejects.toMatchObject({ code: 'notFound' })
  await expect(
    turnAwayIdentity(world.as(world.twin.people.admin), {
      identityId: (await scene.identityOf('anna'))?.id ?? '',
    }),
  ).rejects.toMatchObject({ code: 'notFound' })
  const { rows } = await world.admin.query('select revision from identity_provider where id = $1', [
    scene.ids.town,
  ])
  expect(rows).toEqual([{ revision: 1 }])
})

test('an issuer never becomes another, and a secret is typed or in a file, not both', async () => {
  const settings = scene.settings(scene.ids.other, scene.other)
  const save = (change: object) =>
    saveIdentityProvider(world.as(world.people.admin), { ...settings, revision: 1, ...change })
  await expect(save({ issuer: town.url })).rejects.toMatchObject({
    fields: [{ path: 'issuer', code: 'issuerFixed' }],
  })
  await expect(save({ secretVariable: 'OIDC_SECRET_PROV' })).rejects.toMatchObject({
    fields: [{ path: 'secretVariable', code: 'oneSecret' }],
  })
})

test('nobody gives themselves a role by writing what gives which role', async () => {
  town.people.set('sven', { name: 'Sven', tid: 'kommunen', roles: ['strateg'] })
  await scene.signInAs('sven')
  const identity = await scene.identityOf('sven')
  const own = { identityId: identity?.id ?? '', accountId: world.people.admin.accountId }
  await expect(bindIdentity(world.as(world.people.admin), own)).rejects.toMatchObject({
    code: 'invalidInput',
  })
  await world.admin.query(`update account_identity set state = 'bound', account_id = $1 where id = $2`, [
    own.accountId,
    own.identityId,
  ])
  const done = await scene.signInAs('sven')
  if (done.kind !== 'in') throw new Error(done.kind)
  expect((await findActor(world.db, done.token, now))?.assignments.map(({ role }) => role)).toEqual(['admin'])
})

test('neither the secret, nor a token, nor a code is readable in the database or told in the log', async () => {
  const { rows } = await world.admin.query<{ row: string }>(`select p::text as row from identity_provider p
    union all select g::text from session_grant g union all select a.detail::text from audit a`)
  expect(rows.filter(({ row }) => row.includes(clientSecret))).toEqual([])
  expect(rows.filter(({ row }) => /eyJ|refreshToken/.test(row))).toEqual([])
  const { rows: chain } = await world.admin.query(`select first_broken_audit($1) as broken`, [
    world.municipalityId,
  ])
  expect(chain).toEqual([{ broken: null }])
})
