import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorld, now, type World } from '#test/world.ts'
import { hashPassword, passwordFault, passwordMatches } from './password.ts'
import { endSession, findActor, openSession, signIn } from './session.ts'

let world: World
const password = 'blå häst äter gröt'
const minutes = (count: number) => new Date(now.getTime() + count * 60_000)
beforeAll(async () => {
  world = await makeWorld()
  const hash = await hashPassword(password)
  await world.admin.query('update account set password_hash = $1 where municipality_id = $2', [
    hash,
    world.municipalityId,
  ])
})
afterAll(() => world.close())

const attempt = (email: string, tried = password, address = '10.0.0.1') =>
  signIn(world.db, { email, password: tried, address, agent: 'test', now })

test('a wrong password and an unknown address get the same answer', async () => {
  await expect(attempt('stina.strateg@exempel.se', 'fel lösenord här')).rejects.toMatchObject({
    code: 'wrongCredentials',
  })
  await expect(attempt('ingen@exempel.se')).rejects.toMatchObject({ code: 'wrongCredentials' })
})

test('a strategist signs in and is known with role and board', async () => {
  const { token } = await attempt('stina.strateg@exempel.se')
  const actor = await findActor(world.db, token, now)
  expect(actor).toMatchObject({
    name: 'Stina Strateg',
    assignments: [{ role: 'strategist', boardId: world.boards.care }],
  })
})

test('a private provider’s manager is known with the units the provider runs today', async () => {
  const { token } = await attempt('petra.privat@exempel.se')
  const actor = await findActor(world.db, token, now)
  const units = [world.units.birch, world.units.oak, world.units.pine]
  expect([...(actor?.assignments[0]?.unitIds ?? [])].sort()).toEqual([...units].sort())
})

test('thirty idle minutes end a session, and so does signing out', async () => {
  const { token } = await attempt('maja.mas@exempel.se')
  expect(await findActor(world.db, token, minutes(29))).toBeDefined()
  expect(await findActor(world.db, token, minutes(58))).toBeDefined()
  expect(await findActor(world.db, token, minutes(89))).toBeUndefined()
  const second = await attempt('maja.mas@exempel.se')
  await endSession(world.db, second.token, now)
  expect(await findActor(world.db, second.token, now)).toBeUndefined()
})

test('signing in again in the same browser ends what it was signed in with', async () => {
  const first = await attempt('maja.mas@exempel.se')
  const who = { email: 'stina.strateg@exempel.se', password, address: '10.0.0.1', agent: 'test', now }
  const second = await signIn(world.db, { ...who, before: first.token })
  expect(await findActor(world.db, first.token, now)).toBeUndefined()
  expect(await findActor(world.db, second.token, now)).toMatchObject({ name: 'Stina Strateg' })
})

test('a refusal takes the same time for a known and an unknown address', async () => {
  for (const email of ['stina.strateg@exempel.se', 'ingen@exempel.se']) {
    const started = performance.now()
    await expect(attempt(email, 'fel lösenord här')).rejects.toMatchObject({ code: 'wrongCredentials' })
    expect(performance.now() - started).toBeGreaterThanOrEqual(245)
  }
})

test('a closed account and a role that has ended are gone with the next request', async () => {
  const account = { municipalityId: world.municipalityId, id: world.people.director.accountId }
  const { token } = await openSession(world.db, account, { agent: 'test', now })
  await world.admin.query(`update role_assignment set valid_to = '2026-11-18' where account_id = $1`, [
    account.id,
  ])
  expect((await findActor(world.db, token, now))?.assignments).toEqual([])
  await world.admin.query(`update account set state = 'closed', closed_at = now() where id = $1`, [
    account.id,
  ])
  expect(await findActor(world.db, token, now)).toBeUndefined()
})

test('guessing is stopped for the account and for the address, and counted in the database', async () => {
  const guesses = []
  for (let count = 0; count < 9; count += 1)
    guesses.push(
      await attempt('rut.registrator@exempel.se', 'gissning', '10.0.0.2').catch((problem) => problem.code),
    )
  expect(guesses.at(0)).toBe('wrongCredentials')
  expect(guesses.at(-1)).toBe('tooManyAttempts')
  await expect(attempt('rut.registrator@exempel.se', password, '10.0.0.3')).rejects.toMatchObject({
    code: 'tooManyAttempts',
  })
})

test('a password must be long and not what everybody tries first', async () => {
  expect(passwordFault('kort')).toBe('passwordTooShort')
  expect(passwordFault('lösenordlösenord')).toBe('passwordTooCommon')
  expect(passwordFault(password)).toBeUndefined()
  expect(await passwordMatches(password, await hashPassword(password))).toBe(true)
  expect(await passwordMatches(password, null)).toBe(false)
})
