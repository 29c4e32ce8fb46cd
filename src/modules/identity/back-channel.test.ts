import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuidv7 } from '#kernel/ids.ts'
import { isProblem } from '#kernel/problem.ts'
import { findActor } from '#platform/session/session.ts'
import { signOutAt, startIssuer, throughProvider, type Change, type Issuer, type Jar } from '#test/oidc.ts'
import { callbackOf, startSignInScene, type SignInScene } from '#test/sign-in.ts'
import { now } from '#test/world.ts'
import { bindIdentity, saveIdentityProvider } from './commands.ts'
import { takeLogout } from './take-logout.ts'

/** A provider tells that somebody has signed out there (back-channel logout): a real one, and others in its name. */
const id = uuidv7()
let scene: SignInScene
let world: SignInScene['world']
let issuer: Issuer
let endpoint: ReturnType<typeof createServer>
const answered: number[] = []

beforeAll(async () => {
  scene = await startSignInScene()
  ;({ world } = scene)
  endpoint = createServer((request, response) => {
    let body = ''
    request.on('data', (piece) => (body += String(piece)))
    request.on('end', async () => {
      const done = await told(new URLSearchParams(body).get('logout_token') ?? '').catch(() => undefined)
      answered.push(done ? 200 : 400)
      response.writeHead(done ? 200 : 400).end()
    })
  })
  await new Promise<void>((listening) => endpoint.listen(0, '127.0.0.1', listening))
  const { port } = endpoint.address() as AddressInfo // listening on a port, so it is one
  issuer = await startIssuer([callbackOf(id)], [], `http://localhost:${port}/besked`)
  const given = { ...scene.settings(id, issuer), subjectClaims: ['sub'], requiredClaims: [], roleClaim: '' }
  await saveIdentityProvider(world.as(world.people.admin), given)
})
afterAll(async () => {
  endpoint?.close()
  await issuer?.close()
  await scene?.close()
})

function told(token: string, more: { address?: string; identityProviderId?: string } = {}) {
  const at = { identityProviderId: id, address: uuidv7(), ...more }
  return takeLogout(world.db, { ...at, token, now: new Date() })
}

/** Somebody with an account and a role comes by the provider, in a browser of their own. */
async function enter(person: string, jar: Jar = new Map()): Promise<string> {
  issuer.person = person
  const start = await scene.begin({ identityProviderId: id })
  const back = await throughProvider(start, callbackOf(id), jar)
  const done = await scene.end(back, { identityProviderId: id })
  if (done.kind !== 'in') throw new Error(done.kind)
  return done.token
}

async function known(person: string): Promise<void> {
  issuer.people.set(person, { name: person })
  issuer.person = person
  const start = await scene.begin({ identityProviderId: id })
  await scene.end(await throughProvider(start, callbackOf(id)), { identityProviderId: id })
  const accounts = await world.insert('account', {
    one: { name: person, email: `${person}@besked.example`, state: 'active', side: 'office' },
  })
  await world.insert('role_assignment', {
    one: {
      ...{ account_id: accounts.one, role: 'reviewer', board_id: world.boards.care },
      valid_from: '2026-01-01',
    },
  })
  const { rows } = await world.admin.query<{ id: string }>(
    'select id from account_identity where identity_provider_id = $1 and subject = $2',
    [id, person],
  )
  await bindIdentity(world.as(world.people.admin), {
    identityId: rows[0]?.id ?? '',
    accountId: accounts.one,
  })
}

const isIn = async (token: string) => (await findActor(world.db, token, now)) !== undefined

async function groundOf(token: string, more: Parameters<typeof told>[1] = {}): Promise<string | undefined> {
  await told(token, more).then(
    () => expect.unreachable('it was taken'),
    (fault: unknown) => expect(isProblem(fault) && fault.code).toBe('signInRefused'),
  )
  return scene.lastGround()
}

test('somebody who signs out at the provider is out here at once, in that browser and in no other', async () => {
  await known('anna')
  await known('bo')
  const [one, other]: [Jar, Jar] = [new Map(), new Map()]
  const here = await enter('anna', one)
  const there = await enter('anna', other)
  const bo = await enter('bo')
  await signOutAt(issuer, one)
  expect(answered).toEqual([200])
  expect(await Promise.all([here, there, bo].map(isIn))).toEqual([false, true, true])
  const { rows } = await world.admin.query(
    `select outcome, detail ->> 'ground' as ground from audit where verb = 'session.ended' order by seq desc limit 1`,
  )
  expect(rows).toEqual([{ outcome: 'done', ground: 'signedOutThere' }])
})

test('a message that names the person and no session ends all of theirs by this provider, and nobody else’s', async () => {
  await known('cilla')
  const mine = [await enter('cilla'), await enter('cilla')]
  const bo = await enter('bo')
  const of = (sub: string) => issuer.logoutToken({ claims: { sub } })
  expect(await told(of('cilla'))).toEqual({ ended: 2 })
  expect(await Promise.all([...mine, bo].map(isIn))).toEqual([false, false, true])
  // Already out, or never here: nothing is wrong with the message.
  expect(await told(of('cilla'))).toEqual({ ended: 0 })
  expect(await told(of('okänd'))).toEqual({ ended: 0 })
})

test('the same message a second time is refused, also for somebody who has signed in again', async () => {
  const token = issuer.logoutToken({ claims: { sub: 'cilla' } })
  await told(token)
  const again = await enter('cilla')
  expect(await groundOf(token)).toBe('logout used')
  expect(await isIn(again)).toBe(true)
})

const own = generateKeyPairSync('rsa', { modulusLength: 2048 })
const seconds = Math.floor(Date.now() / 1000)
const event = 'http://schemas.openid.net/event/backchannel-logout'
test.each<[what: string, ground: string, change: Change]>([
  ['no signature (alg none)', 'method', { header: { alg: 'none' }, unsigned: true }],
  ['the right header and no signature', 'signature', { unsigned: true }],
  ['a method of one shared secret', 'method', { header: { alg: 'HS256' } }],
  ['another method than its key is for', 'key', { header: { alg: 'PS256', kid: undefined } }],
  ['a critical part we do not know', 'method', { header: { crit: ['b64'], b64: false } }],
  ['a key of somebody else’s', 'signature', { key: own.privateKey }],
  [
    'its own key in it',
    'signature',
    { header: { jwk: own.publicKey.export({ format: 'jwk' }) }, key: own.privateKey },
  ],
  ['a key the provider does not have', 'key', { header: { kid: 'annan' } }],
  ['the kind of an access token', 'kind', { header: { typ: 'at+jwt' } }],
  ['another audience', 'audience', { claims: { aud: 'en annan' } }],
  ['another issuer', 'issuer', { claims: { iss: 'https://annan.example' } }],
  ['a nonce, like an identity token', 'nonce', { claims: { nonce: 'x' } }],
  ['an empty nonce', 'nonce', { claims: { nonce: null } }],
  ['no event', 'event', { claims: { events: undefined } }],
  ['another event', 'event', { claims: { events: { 'https://annan.example': {} } } }],
  ['an event that is no object', 'event', { claims: { events: { [event]: true } } }],
  ['nobody in it', 'nobody', { claims: { sub: undefined } }],
  ['a person that is no text', 'nobody', { claims: { sub: ['bo'], sid: 'x' } }],
  ['no number of its own', 'id', { claims: { jti: undefined } }],
  ['a time that is over', 'time', { claims: { iat: seconds - 700, exp: seconds - 600 } }],
  ['an old time and a long life', 'time', { claims: { iat: seconds - 700, exp: seconds + 9000 } }],
  ['a time to come', 'time', { claims: { iat: seconds + 900, exp: seconds + 1000 } }],
  ['no time', 'time', { claims: { iat: undefined } }],
  ['no end', 'time', { claims: { exp: undefined } }],
])('a message with %s signs nobody out, and is told in the log', async (_, ground, change) => {
  const bo = await enter('bo')
  const token = issuer.logoutToken({ ...change, claims: { sub: 'bo', ...change.claims } })
  expect(await groundOf(token)).toBe(`logout ${ground}`)
  expect(await isIn(bo)).toBe(true)
})

test('what is no message at all is refused without asking the provider anything', async () => {
  for (const text of ['', 'a.b', 'a.b.c', 'e30.e30.e30.e30.e30', 'x'.repeat(20_000), 'W10.W10.x'])
    expect(await groundOf(text)).toMatch(/^logout (form|method)$/)
})

test('a message is worth nothing at another provider’s address, nor of the twin municipality', async () => {
  const bo = await enter('bo')
  const token = issuer.logoutToken({ claims: { sub: 'bo' } })
  expect(await groundOf(token, { identityProviderId: scene.ids.town })).toBe('logout issuer')
  await expect(told(token, { identityProviderId: uuidv7() })).rejects.toMatchObject({ code: 'notFound' })
  expect(await isIn(bo)).toBe(true)
  // Signed by a provider of its own for somebody whom another provider calls the same.
  const anna = await scene.tied('anna').then(() => scene.signInAs('anna'))
  expect(await told(issuer.logoutToken({ claims: { sub: 'anna' } }))).toMatchObject({})
  expect(anna.kind === 'in' && (await isIn(anna.token))).toBe(true)
})

test('a provider that cannot be asked for its keys signs nobody out', async () => {
  const bo = await enter('bo')
  const token = issuer.logoutToken({ claims: { sub: 'bo' } })
  const internal = process.env['OIDC_INTERNAL_HOSTS'] ?? ''
  process.env['OIDC_INTERNAL_HOSTS'] = ''
  try {
    expect(await groundOf(token)).toBe('logout notSecure')
  } finally {
    process.env['OIDC_INTERNAL_HOSTS'] = internal
  }
  expect(await isIn(bo)).toBe(true)
})

test('somebody who keeps sending messages is stopped, and nothing of what a provider calls people is readable', async () => {
  const at = { address: 'en och samma' }
  await world.admin.query(`update throttle set attempts = 600 where key = 'logout:en och samma'`)
  await groundOf('a.b', at)
  await world.admin.query(`update throttle set attempts = 600 where key = 'logout:en och samma'`)
  await expect(told('a.b', at)).rejects.toMatchObject({ code: 'tooManyAttempts' })
  const { rows } = await world.admin.query<{ row: string }>(
    `select g::text as row from session_grant g union all select l::text from logout_token_seen l`,
  )
  expect(rows.length).toBeGreaterThan(3)
  expect(rows.filter(({ row }) => /anna|cilla/.test(row))).toEqual([])
})
