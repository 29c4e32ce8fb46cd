import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { findHalf } from '#platform/session/half.ts'
import { hashPassword } from '#platform/session/password.ts'
import { findActor, openSession, signIn } from '#platform/session/session.ts'
import { makeAuthenticator, place, type Authenticator } from '#test/authenticator.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import {
  addPasskey,
  beginPasskey,
  passkeyPlace,
  proveCode,
  provePasskey,
  removeFactor,
  resetFactors,
  setUpPasskey,
  takeOwnChallenge,
} from './public.ts'
import { newRecoveryCodes, recoveryHash } from './recovery.ts'

let world: World
const password = 'blå häst äter gröt'
const at = (seconds: number) => new Date(now.getTime() + seconds * 1000)
beforeAll(async () => {
  world = await makeWorld()
  await world.admin.query('update account set password_hash = $1', [await hashPassword(password)])
})
afterAll(() => world.close())
beforeEach(() =>
  world.admin
    .query(`delete from account_factor; delete from recovery_code; delete from throttle; delete from notice;
    update municipality set second_factor_required = false; update session set ended_at = now()`),
)

const enter = () =>
  signIn(world.db, { email: 'stina.strateg@exempel.se', password, address: '10.0.0.9', agent: 'test', now })
const challengeOf = async (token: string) => (await findHalf(world.db, token, now))?.challenge ?? ''
const stepOf = (halfToken: string) => ({ halfToken, agent: 'test', now })
const prove = (answer: string, halfToken: string) =>
  provePasskey(world.db, { answer, place }, stepOf(halfToken))

async function strategist(): Promise<Actor> {
  const { accountId } = world.people.strategist
  const account = { municipalityId: world.municipalityId, id: accountId }
  return {
    ...world.people.strategist,
    sessionId: (await openSession(world.db, account, { agent: '', now })).id,
  }
}

/** What the page does: the password, a challenge that is taken, and the answer of the authenticator. */
async function add(
  actor: Actor,
  authenticator: Authenticator,
  change: { origin?: string; challenge?: string } = {},
) {
  const drawn = await beginPasskey(world.as(actor), { name: 'Laptopen', password })
  const challenge = await takeOwnChallenge(world.db, actor, drawn.id, now)
  const answer = authenticator.make(change.challenge ?? challenge, change.origin)
  const codes = newRecoveryCodes()
  const codeHashes = codes.map((code) => recoveryHash(actor.accountId, code).toString('hex'))
  const given = { factorId: uuidv7(), name: 'Laptopen', answer, challenge, place, codeHashes }
  return { ...(await addPasskey(world.as(actor), given)), codes, drawn }
}

test('a strategist adds a passkey and signs in with it after the password; the half way in is over', async () => {
  const authenticator = makeAuthenticator()
  const added = await add(await strategist(), authenticator)
  expect(added.codesKept).toBe(true)
  const half = await enter()
  expect(half.isWhole).toBe(false)
  const session = await prove(authenticator.use(await challengeOf(half.token)), half.token)
  expect(await findActor(world.db, session.token, now)).toMatchObject({
    accountId: world.people.strategist.accountId,
  })
  expect(await findHalf(world.db, half.token, now)).toBeUndefined()
  const { rows } = await world.admin.query('select title from notice')
  expect(rows).toEqual([{ title: expect.stringContaining('passernyckel har lagts till') }])
})

test('with the phone gone, a recovery code of the passkey lets in', async () => {
  const { codes } = await add(await strategist(), makeAuthenticator())
  const half = await enter()
  expect(await proveCode(world.db, codes[0] ?? '', stepOf(half.token))).toMatchObject({ codesLeft: 9 })
})

test('an answer is taken once: neither a right nor a wrong one leaves its challenge to be answered again', async () => {
  const authenticator = makeAuthenticator()
  await add(await strategist(), authenticator)
  const half = await enter()
  const first = await challengeOf(half.token)
  await expect(prove('{}', half.token)).rejects.toMatchObject({ code: 'passkeyRefused' })
  expect(await challengeOf(half.token)).not.toBe(first)
  await expect(prove(authenticator.use(first), half.token)).rejects.toMatchObject({ code: 'passkeyRefused' })
  const right = authenticator.use(await challengeOf(half.token))
  expect(await prove(right, half.token)).toHaveProperty('token')
  const next = await enter()
  await expect(prove(right, next.token)).rejects.toMatchObject({ code: 'passkeyRefused' })
})

test('another site, another passkey and a count that does not rise are refused in the same words and time', async () => {
  const [mine, other, copy] = [
    makeAuthenticator(),
    makeAuthenticator(),
    makeAuthenticator('annan.exempel.se'),
  ]
  await add(await strategist(), mine)
  const half = await enter()
  const answers = [
    (challenge: string) => mine.use(challenge, 'https://uppsikt.exempel.se.annan.example'),
    (challenge: string) => other.use(challenge),
    (challenge: string) => copy.use(challenge).replaceAll(copy.credentialId, mine.credentialId),
    (challenge: string) => {
      mine.count = 0
      return mine.use(challenge)
    },
    () => 'null',
    () => '[]',
    () => JSON.stringify({ id: mine.credentialId, response: { clientDataJSON: 'x' } }),
  ]
  for (const answer of answers) {
    const started = performance.now()
    const tried = prove(answer(await challengeOf(half.token)), half.token)
    await expect(tried).rejects.toMatchObject({ code: 'passkeyRefused' })
    expect(performance.now() - started).toBeGreaterThanOrEqual(245)
  }
  mine.count = 9
  expect(await prove(mine.use(await challengeOf(half.token)), half.token)).toHaveProperty('token')
})

test('of two right answers at once, one is let in', async () => {
  const authenticator = makeAuthenticator()
  await add(await strategist(), authenticator)
  const half = await enter()
  const answer = authenticator.use(await challengeOf(half.token))
  const outcomes = await Promise.allSettled([prove(answer, half.token), prove(answer, half.token)])
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('a new passkey takes the password, one’s own challenge in time, and the site’s own address', async () => {
  const actor = await strategist()
  await expect(beginPasskey(world.as(actor), { name: 'Laptopen', password: 'fel' })).rejects.toMatchObject({
    fields: [{ code: 'passwordWrong' }],
  })
  const wrong = { fields: [{ path: 'answer', code: 'passkeyNotMade' }] }
  await expect(add(actor, makeAuthenticator(), { origin: 'https://annan.example' })).rejects.toMatchObject(
    wrong,
  )
  await expect(add(actor, makeAuthenticator(), { challenge: 'AAAA' })).rejects.toMatchObject(wrong)
  await expect(add(actor, makeAuthenticator('annan.example'))).rejects.toMatchObject(wrong)
  const { id } = await beginPasskey(world.as(actor), { name: 'Laptopen', password })
  const elsewhere = await strategist()
  expect(await takeOwnChallenge(world.db, elsewhere, id, now)).toBe('')
  expect(await takeOwnChallenge(world.db, world.people.mas, id, now)).toBe('')
  expect(await takeOwnChallenge(world.db, actor, id, at(601))).toBe('')
  expect(await takeOwnChallenge(world.db, actor, id, now)).not.toBe('')
  expect(await takeOwnChallenge(world.db, actor, id, now)).toBe('')
  expect((await enter()).isWhole).toBe(true)
})

test('somebody new sets up a passkey as their second step, once, before anything else', async () => {
  await world.admin.query('update municipality set second_factor_required = true')
  const half = await enter()
  const authenticator = makeAuthenticator()
  const given = () => ({
    factorId: uuidv7(),
    name: 'Laptopen',
    place,
    codeHashes: [recoveryHash('x', 'y').toString('hex')],
  })
  const answer = authenticator.make(await challengeOf(half.token))
  const forged = setUpPasskey(world.db, { ...given(), answer: '{}' }, stepOf(half.token))
  await expect(forged).rejects.toMatchObject({ fields: [{ code: 'passkeyNotMade' }] })
  const late = setUpPasskey(world.db, { ...given(), answer }, stepOf(half.token))
  await expect(late).rejects.toMatchObject({ fields: [{ code: 'passkeyNotMade' }] })
  const again = authenticator.make(await challengeOf(half.token))
  const session = await setUpPasskey(world.db, { ...given(), answer: again }, stepOf(half.token))
  expect(await findActor(world.db, session.token, now)).toBeDefined()
  const next = await enter()
  expect(await findHalf(world.db, next.token, now)).toMatchObject({ step: 'code' })
  expect(await prove(authenticator.use(await challengeOf(next.token)), next.token)).toHaveProperty('token')
})

test('a passkey that is removed, by its owner or by an administrator, lets nobody in, and the owner is told', async () => {
  const actor = await strategist()
  const authenticator = makeAuthenticator()
  const { id } = await add(actor, authenticator)
  await removeFactor(world.as(actor), { factorId: id, password })
  expect((await enter()).isWhole).toBe(true)
  await add(actor, authenticator)
  const half = await enter()
  const { admin, strategist: who } = world.people
  await resetFactors(world.as(admin), { accountId: who.accountId, reason: 'Datorn är borta; uppringd.' })
  const challenge = await challengeOf(half.token)
  await expect(prove(authenticator.use(challenge), half.token)).rejects.toMatchObject({
    code: 'secondStepOver',
  })
  expect((await enter()).isWhole).toBe(true)
  const { rows } = await world.admin.query<{ title: string }>('select title from notice')
  const titles = rows.map(({ title }) => title).join('\n')
  for (const word of ['har lagts till', 'har tagits bort', 'har tagit bort ditt andra steg'])
    expect(titles).toContain(word)
})

test('a passkey is bound to a name: at an address of numbers there is none', () => {
  expect(passkeyPlace(new URL('https://uppsikt.exempel.se/x'))).toEqual(place)
  expect(passkeyPlace(new URL('http://localhost:3000'))).toEqual({
    origin: 'http://localhost:3000',
    rpId: 'localhost',
  })
  for (const home of ['http://127.0.0.1:3000', 'http://[::1]:3000'])
    expect(passkeyPlace(new URL(home))).toBeUndefined()
})
