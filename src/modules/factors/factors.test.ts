import { generateSync } from 'otplib'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Actor } from '#access/may.ts'
import { qrCode } from '#charts/qr-code.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { findHalf } from '#platform/session/half.ts'
import { newLink, resetPassword, useLink } from '#modules/accounts/public.ts'
import { hashPassword } from '#platform/session/password.ts'
import { findActor, openAfterPassword, openSession, signIn } from '#platform/session/session.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import {
  addTotp,
  countAttempt,
  endOtherSessions,
  offerAgain,
  offerTotp,
  proveCode,
  removeFactor,
  renewCodes,
  resetFactors,
  setUpTotp,
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
  world.admin.query(`delete from account_factor; delete from recovery_code; delete from throttle;
    update municipality set second_factor_required = false; update session set ended_at = now()`),
)

const people = { strategist: 'stina.strateg@exempel.se', mas: 'maja.mas@exempel.se' } as const
type Name = keyof typeof people

const enter = (name: Name, when = now) =>
  signIn(world.db, { email: people[name], password, address: '10.0.0.9', agent: 'test', now: when })
const codeAt = (secret: string, when: Date) =>
  generateSync({ secret, epoch: Math.floor(when.getTime() / 1000) })
const prove = (code: string, halfToken: string, when = now) =>
  proveCode(world.db, code, { halfToken, agent: 'test', now: when })
const hashes = (actor: Actor, codes: readonly string[]) =>
  codes.map((code) => recoveryHash(actor.accountId, code).toString('hex'))

/** Somebody signed in adds an app, five minutes ago. */
async function withApp(actor: Actor) {
  const before = at(-300)
  const { sealed, secret } = offerTotp({ id: actor.accountId, email: 'x@exempel.se' }, 'Uppsikt', before)
  const codes = newRecoveryCodes()
  const factorId = uuidv7()
  const given = { factorId, name: 'Telefonen', password, offer: sealed, codeHashes: hashes(actor, codes) }
  const done = await addTotp(world.as(actor, before), { ...given, code: codeAt(secret, before) })
  return { secret, codes, factorId, done }
}

test('a password alone no longer opens a session; with the code it does, and the half way in is over', async () => {
  const { strategist } = world.people
  const { secret, done } = await withApp(strategist)
  expect(done.codesKept).toBe(true)
  const half = await enter('strategist')
  expect(half.isWhole).toBe(false)
  expect(await findActor(world.db, half.token, now)).toBeUndefined()
  const session = await prove(codeAt(secret, now), half.token)
  expect(await findActor(world.db, session.token, now)).toMatchObject({ accountId: strategist.accountId })
  expect(await findHalf(world.db, half.token, now)).toBeUndefined()
})

test('a code is taken once, whoever sends it, and never one of an earlier step', async () => {
  const { secret } = await withApp(world.people.strategist)
  const halves = [await enter('strategist'), await enter('strategist'), await enter('strategist')]
  const code = codeAt(secret, now)
  const outcomes = await Promise.allSettled(halves.map((half) => prove(code, half.token)))
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const again = await enter('strategist')
  await expect(prove(code, again.token)).rejects.toMatchObject({ code: 'wrongCode' })
  await expect(prove(codeAt(secret, at(-30)), again.token)).rejects.toMatchObject({ code: 'wrongCode' })
  expect(await prove(codeAt(secret, at(30)), again.token, at(30))).toHaveProperty('token')
})

test('a wrong code, an old one and another person’s get the same answer, not sooner than the rest', async () => {
  const mine = await withApp(world.people.strategist)
  const other = await withApp(world.people.mas)
  const { token } = await enter('strategist')
  const wrong = [
    '000000',
    codeAt(mine.secret, at(-120)),
    codeAt(other.secret, now),
    other.codes[0] ?? '',
    'abc',
  ]
  for (const code of wrong) {
    const started = performance.now()
    await expect(prove(code, token)).rejects.toMatchObject({ code: 'wrongCode' })
    expect(performance.now() - started).toBeGreaterThanOrEqual(245)
  }
})

test('a forgotten password is set anew by a link, once, and the second step is still asked for', async () => {
  const { strategist, admin } = world.people
  const { secret, codes } = await withApp(strategist)
  const before = await prove(codes[0] ?? '', (await enter('strategist')).token)
  const link = newLink()
  const { accountId } = strategist
  await resetPassword(world.as(admin), { accountId, tokenHash: link.tokenHash })
  const chosen = 'kvarn lampa tussilago sjö'
  const given = { token: link.token, password: chosen, repeated: chosen }
  const account = await useLink(world.db, given, now)
  expect(await findActor(world.db, before.token, now)).toBeUndefined()
  await expect(useLink(world.db, given, now)).rejects.toMatchObject({ code: 'linkNotValid' })
  const opened = await openAfterPassword(world.db, account, { agent: 'test', now })
  expect(opened.isWhole).toBe(false)
  expect(await findActor(world.db, opened.token, now)).toBeUndefined()
  const session = await prove(codeAt(secret, now), opened.token)
  expect(await findActor(world.db, session.token, now)).toMatchObject({ accountId })
  await world.admin.query('update account set password_hash = $1', [await hashPassword(password)])
})

test('guessing codes is stopped after eight, over however many half ways in, and the right code with it', async () => {
  const { secret } = await withApp(world.people.strategist)
  const codes = []
  for (let tried = 0; tried < 9; tried += 1) {
    const { token } = await enter('strategist')
    codes.push(await prove('123456', token).catch((problem) => problem.code))
  }
  expect(codes).toEqual([...Array(8).fill('wrongCode'), 'tooManyAttempts'])
  const { token } = await enter('strategist')
  await expect(prove(codeAt(secret, now), token)).rejects.toMatchObject({ code: 'tooManyAttempts' })
  const later = await enter('strategist', at(1000))
  expect(await prove(codeAt(secret, at(1000)), later.token, at(1000))).toHaveProperty('token')
})

test('tries of the password on one’s own page are counted apart: the ninth is refused, and signing in goes on', async () => {
  const { secret } = await withApp(world.people.strategist)
  const tryPassword = () => countAttempt(world.db, world.people.strategist.accountId, now, 'ownPassword')
  for (let tried = 0; tried < 8; tried += 1) await tryPassword()
  await expect(tryPassword()).rejects.toMatchObject({ code: 'tooManyAttempts' })
  const { token } = await enter('strategist')
  expect(await prove(codeAt(secret, now), token)).toHaveProperty('token')
})

test('a recovery code lets in once, and says how many are left', async () => {
  const { codes } = await withApp(world.people.strategist)
  const typed = (codes[3] ?? '').toLowerCase().replaceAll('-', ' ')
  const first = await enter('strategist')
  expect(await prove(typed, first.token)).toMatchObject({ codesLeft: 9 })
  const second = await enter('strategist')
  await expect(prove(typed, second.token)).rejects.toMatchObject({ code: 'wrongCode' })
})

test('the half way in is over after a quarter, and a session’s token is none', async () => {
  const { secret } = await withApp(world.people.strategist)
  const { token } = await enter('strategist')
  const late = at(16 * 60)
  await expect(prove(codeAt(secret, late), token, late)).rejects.toMatchObject({ code: 'secondStepOver' })
  const account = { municipalityId: world.municipalityId, id: world.people.strategist.accountId }
  const session = await openSession(world.db, account, { agent: '', now })
  await expect(prove(codeAt(secret, now), session.token)).rejects.toMatchObject({ code: 'secondStepOver' })
})

test('where it is required, somebody without a factor sets one up before anything else, and only then', async () => {
  await world.admin.query('update municipality set second_factor_required = true where id = $1', [
    world.municipalityId,
  ])
  const { strategist } = world.people
  const half = await enter('strategist')
  expect(half.isWhole).toBe(false)
  expect(await findHalf(world.db, half.token, now)).toMatchObject({ step: 'setUp' })
  const step = { halfToken: half.token, agent: 'test', now }
  const offer = offerTotp({ id: strategist.accountId, email: 'x@exempel.se' }, 'Uppsikt', now)
  const codeHashes = hashes(strategist, newRecoveryCodes())
  const given = { factorId: uuidv7(), name: 'Appen', offer: offer.sealed, codeHashes }
  await expect(setUpTotp(world.db, { ...given, code: '000000' }, step)).rejects.toMatchObject({
    fields: [{ path: 'code', code: 'codeWrong' }],
  })
  expect(offer.picture).toEqual(qrCode(offer.link))
  const own = { id: strategist.accountId, email: 'x@exempel.se' }
  expect(offerAgain(own, 'Uppsikt', { sealed: offer.sealed, now })).toEqual(offer)
  const other = { ...own, id: world.people.mas.accountId }
  expect(offerAgain(other, 'Uppsikt', { sealed: offer.sealed, now })).toBeUndefined()
  const stranger = offerTotp({ id: world.people.mas.accountId, email: 'x@exempel.se' }, 'Uppsikt', now)
  const forged = { ...given, offer: stranger.sealed, code: codeAt(stranger.secret, now) }
  await expect(setUpTotp(world.db, forged, step)).rejects.toMatchObject({ fields: [{ code: 'offerTooOld' }] })
  const session = await setUpTotp(world.db, { ...given, code: codeAt(offer.secret, now) }, step)
  expect(await findActor(world.db, session.token, now)).toMatchObject({ accountId: strategist.accountId })
  const next = await enter('strategist')
  expect(await findHalf(world.db, next.token, now)).toMatchObject({ step: 'code' })
  const second = { ...given, factorId: uuidv7(), code: codeAt(offer.secret, now) }
  await expect(setUpTotp(world.db, second, { ...step, halfToken: next.token })).rejects.toMatchObject({
    code: 'secondStepOver',
  })
})

test('adding, removing and new codes take the password; the last factor stays where one is required', async () => {
  const { strategist, mas } = world.people
  const { factorId, codes } = await withApp(strategist)
  await expect(removeFactor(world.as(strategist), { factorId, password: 'fel' })).rejects.toMatchObject({
    fields: [{ code: 'passwordWrong' }],
  })
  await expect(removeFactor(world.as(mas), { factorId, password })).rejects.toMatchObject({
    code: 'notFound',
  })
  const fresh = hashes(strategist, newRecoveryCodes())
  await renewCodes(world.as(strategist), { password, codeHashes: fresh })
  const half = await enter('strategist')
  await expect(prove(codes[0] ?? '', half.token)).rejects.toMatchObject({ code: 'wrongCode' })
  await world.admin.query('update municipality set second_factor_required = true')
  await expect(removeFactor(world.as(strategist), { factorId, password })).rejects.toMatchObject({
    fields: [{ code: 'lastFactor' }],
  })
  await world.admin.query('update municipality set second_factor_required = false')
  await removeFactor(world.as(strategist), { factorId, password })
  expect((await enter('strategist')).isWhole).toBe(true)
})

test('an administrator removes another’s factors with a reason: signed out, told, and in the log', async () => {
  const { strategist, admin } = world.people
  await withApp(strategist)
  const account = { municipalityId: world.municipalityId, id: strategist.accountId }
  const { token } = await openSession(world.db, account, { agent: '', now })
  const half = await enter('strategist')
  const input = { accountId: strategist.accountId, reason: 'Telefonen är borta; uppringd och igenkänd.' }
  await resetFactors(world.as(admin), input)
  expect(await findActor(world.db, token, now)).toBeUndefined()
  expect(await findHalf(world.db, half.token, now)).toBeUndefined()
  expect((await enter('strategist')).isWhole).toBe(true)
  const told = await world.admin.query('select title from notice where account_id = $1', [account.id])
  expect(told.rows).toContainEqual({ title: expect.stringContaining('andra steg') })
  const log = await world.admin
    .query(`select account_id, detail from audit where verb = 'account.resetFactors'
    and outcome = 'done' and target_id = '${account.id}'`)
  expect(log.rows).toEqual([{ account_id: admin.accountId, detail: { reason: input.reason } }])
})

test('nobody resets their own factors, nor without the right, a reason, or the same municipality', async () => {
  const { strategist, admin, rival } = world.people
  const { secret } = await withApp(strategist)
  await withApp(admin)
  const reason = 'Telefonen är borta sedan i går.'
  const of = (accountId: string, why = reason) => ({ accountId, reason: why })
  await expect(resetFactors(world.as(admin), of(admin.accountId))).rejects.toMatchObject({
    code: 'notAllowed',
  })
  await expect(resetFactors(world.as(admin), of(strategist.accountId, ''))).rejects.toMatchObject({
    code: 'invalidInput',
  })
  for (const actor of [strategist, rival, world.people.elderlyReviewer, world.twin.people.admin])
    await expect(resetFactors(world.as(actor), of(strategist.accountId))).rejects.toMatchObject({
      code: expect.stringMatching(/notFound|notAllowed/),
    })
  const half = await enter('strategist')
  expect(await prove(codeAt(secret, now), half.token)).toHaveProperty('token')
})

test('neither the secret nor a recovery code can be read in the database', async () => {
  const { secret, codes } = await withApp(world.people.strategist)
  const { rows } = await world.admin.query<{ row: string }>(`select t::text as row from account_factor t
    union all select t::text from recovery_code t union all select t::text from audit t
    union all select t::text from command_receipt t`)
  const all = rows.map(({ row }) => row).join('\n')
  for (const text of [
    secret,
    Buffer.from(secret).toString('hex'),
    codes[0] ?? '',
    codes[0]?.replaceAll('-', '') ?? '',
  ])
    expect(all).not.toContain(text)
})

test('a person ends all that they are signed in with elsewhere, and stays in here', async () => {
  const { strategist, mas } = world.people
  const account = { municipalityId: world.municipalityId, id: strategist.accountId }
  const here = await openSession(world.db, account, { agent: '', now })
  const there = await openSession(world.db, account, { agent: '', now })
  const others = await openSession(world.db, { ...account, id: mas.accountId }, { agent: '', now })
  await endOtherSessions(world.as({ ...strategist, sessionId: here.id }), {})
  expect(await findActor(world.db, here.token, now)).toBeDefined()
  expect(await findActor(world.db, there.token, now)).toBeUndefined()
  expect(await findActor(world.db, others.token, now)).toBeDefined()
})
