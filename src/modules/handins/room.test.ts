import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { uploads } from '#modules/imports/public.ts'
import { makeFile, makeFollowUp, makeRequest, postedFile } from '#test/handins.ts'
import { makeWorld, type World } from '#test/world.ts'
import { submitRequest } from './public.ts'

/** The room of the municipality is shared: by the providers among them, and with the office. */
let world: World
const gigabyte = 1024 ** 3
const places = {
  manager: { unit: 'birch', provider: 'private' },
  rival: { unit: 'rival', provider: 'competitor' },
} as const
const requests = { manager: '', rival: '' }

beforeAll(async () => {
  world = await makeWorld()
  for (const who of ['manager', 'rival'] as const)
    requests[who] = await makeRequest(world, await makeFollowUp(world, places[who]))
  await world.admin.query('update municipality set file_gigabytes = 4')
})
afterAll(() => world.close())

/** As far as its size goes. */
const has = (who: keyof typeof places, size: number) => makeFile(world, places[who], { size })
const handIn = (who: keyof typeof places) =>
  submitRequest(world.as(world.people[who]), { requestId: requests[who], files: [postedFile('Rutin')] })
const bringIn = (actor: Actor) =>
  uploads.office(world.as(actor), {
    ...{ id: uuidv7(), boardId: world.boards.care, fileName: 'lista.csv', bytes: new Uint8Array(60_000) },
  })

test('a provider that has come to half of the room hands in no more; another does, and so does the office', async () => {
  const large = await has('manager', 2 * gigabyte - 1)
  await expect(handIn('manager')).rejects.toMatchObject({ code: 'storageFull', status: 507 })
  const { rows } = await world.admin.query('select count(*)::int as kept from submission')
  expect(rows).toEqual([{ kept: 0 }])
  expect((await handIn('rival')).handedIn).toHaveLength(1)
  await bringIn(world.people.strategist)
  await world.admin.query('delete from file where id = $1', [large])
  expect((await handIn('manager')).handedIn).toHaveLength(1)
})

test('the more the others have, the sooner it is; never so that nothing is left for the office', async () => {
  const files = [await has('rival', 2 * gigabyte - 1), await has('manager', gigabyte)]
  await expect(handIn('manager')).rejects.toMatchObject({ code: 'storageFull' })
  await expect(handIn('rival')).rejects.toMatchObject({ code: 'storageFull' })
  await bringIn(world.people.strategist)
  await world.admin.query('delete from file where id = any($1)', [files])
})
