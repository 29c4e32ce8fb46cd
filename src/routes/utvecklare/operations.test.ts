import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuidv7 } from '#kernel/ids.ts'
import type { Actor } from '#access/may.ts'
import { operations } from '#server/api.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { listOperations, tryReading } from './operations.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const home = new URL('https://uppsikt.exempel.se')
const as = (actor: Actor | undefined) => ({ db: world.db, actor, now, requestId: uuidv7() })

test('a developer finds every operation, and by words those that hold them all', async () => {
  const all = await listOperations(as(undefined), home, '')
  expect(all.length).toBe(operations.length + 1)
  const found = await listOperations(as(undefined), home, 'PUT  providers')
  expect(found.map(({ method, path }) => [method, path])).toContainEqual([
    'PUT',
    '/api/v1/providers/{providerId}',
  ])
  expect(found.every(({ path }) => path.includes('provider'))).toBe(true)
})

test('what is tried is read as oneself: a competitor sees their own units, and nobody is shown as another', async () => {
  const mine = await tryReading(as(world.people.rival), home, '/api/v1/units')
  expect(mine?.status).toBe(200)
  expect(mine?.text).toContain('Rivalen')
  expect(mine?.text).not.toContain('Björkgården')
})

test('nothing but the API can be tried, however the address is written', async () => {
  for (const address of [
    '/konton',
    'https://exempel.org/api/v1/units',
    '//exempel.org/api/v1/units',
    '/api/v1/../../konton',
    '/api/v1x',
    'javascript:alert(1)',
  ])
    expect(await tryReading(as(world.people.admin), home, address), address).toBeUndefined()
})
