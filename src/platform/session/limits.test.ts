import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorld, now, type World } from '#test/world.ts'
import { hashPassword, passwordFault, passwordMatches } from './password.ts'
import { findActor, openSession, signIn } from './session.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const minutes = (count: number) => new Date(now.getTime() + count * 60_000)

test('somebody who never rests is asked to sign in again after twelve hours', async () => {
  const account = { municipalityId: world.municipalityId, id: world.people.strategist.accountId }
  const { token, expiresAt } = await openSession(world.db, account, { agent: 'test', now })
  expect(expiresAt).toEqual(minutes(12 * 60))
  for (let at = 25; at < 12 * 60; at += 25)
    expect(await findActor(world.db, token, minutes(at)), `${at} minutes`).toBeDefined()
  expect(await findActor(world.db, token, minutes(12 * 60))).toBeUndefined()
})

test('two hundred signs are a password, each of them counts, and it is good for as long as it is kept', async () => {
  const long = 'en lång mening om hösten i vår del av landet; '.repeat(5).slice(0, 200)
  expect(passwordFault(long)).toBeUndefined()
  expect(passwordFault(`${long}x`)).toBe('tooLong')
  const hash = await hashPassword(long)
  expect(await passwordMatches(`${long.slice(0, 199)}X`, hash)).toBe(false)
  expect(await passwordMatches(long.toUpperCase(), hash)).toBe(false)
  await world.admin.query('update account set password_hash = $1 where id = $2', [
    hash,
    world.people.director.accountId,
  ])
  const { rows } = await world.admin.query('select email from account where id = $1', [
    world.people.director.accountId,
  ])
  const { email } = rows[0] as { email: string } // the column selected
  const tenYearsOn = new Date('2036-11-19T17:30:00Z')
  const opened = await signIn(world.db, {
    ...{ email, password: long, address: '10.0.0.9', agent: 'test', now: tenYearsOn },
  })
  expect(opened.isWhole).toBe(true)
})
