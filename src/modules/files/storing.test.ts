import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { changeSettings, getSettings } from '#modules/accounts/public.ts'
import { submitRequest } from '#modules/handins/public.ts'
import { uploads } from '#modules/imports/public.ts'
import { withScope } from '#platform/db/transaction.ts'
import { makeFollowUp, makeRequest } from '#test/handins.ts'
import { makeWorld, type World } from '#test/world.ts'
import { pdf } from './corpus.test-support.ts'
import { filesTake } from './queries.ts'

let world: World
let requestId: string
const gigabyte = 1024 ** 3

beforeAll(async () => {
  world = await makeWorld()
  requestId = await makeRequest(world, await makeFollowUp(world))
  await world.admin.query('update municipality set file_gigabytes = 2')
})
afterAll(() => world.close())

/** Files that were handed in before, as far as their sizes go. */
async function fill(bytes: number): Promise<void> {
  await world.admin.query('delete from file')
  await world.insert('file', {
    large: {
      ...{ board_id: world.boards.elderly, name: 'film.pdf', media_type: 'application/pdf', size: bytes },
      ...{ sha256: 'a', content: 'a', uploaded_by: world.people.registrar.accountId },
      uploaded_at: '2026-01-01T08:00:00Z',
    },
  })
}

const file = { name: 'rutin.pdf', bytes: new Uint8Array(pdf('')) }
const handIn = () => submitRequest(world.as(world.people.manager), { requestId, files: [file] })
const bringIn = () =>
  uploads.office(world.as(world.people.strategist), {
    ...{ id: uuidv7(), boardId: world.boards.care, fileName: 'lista.csv', bytes: new Uint8Array(60_000) },
  })
const told = (actor: Actor) => withScope(world.db, scopeOf(actor), filesTake)

test('when the room of the municipality is full nobody brings in more, and nothing of it is kept', async () => {
  await fill(2 * gigabyte - 1)
  await expect(handIn()).rejects.toMatchObject({ code: 'storageFull', status: 507 })
  await expect(bringIn()).rejects.toMatchObject({ code: 'storageFull' })
  const { rows } = await world.admin.query(
    'select (select count(*) from file)::int as files, (select count(*) from import)::int as imports',
  )
  expect(rows).toEqual([{ files: 1, imports: 0 }])
})

test('an administrator who sets more room aside lets the next file in, and nobody else can', async () => {
  await fill(2 * gigabyte - 1)
  const { admin, strategist } = world.people
  const { id: _, ...settings } = await withScope(world.db, scopeOf(admin), getSettings)
  const more = { ...settings, fileGigabytes: 3 }
  await expect(changeSettings(world.as(strategist), more)).rejects.toMatchObject({ code: 'notAllowed' })
  await expect(handIn()).rejects.toMatchObject({ code: 'storageFull' })
  await changeSettings(world.as(admin), more)
  await bringIn()
  await changeSettings(world.as(admin), settings)
})

test('where there is room the file is kept, and the administrator sees what all of them take', async () => {
  await fill(gigabyte)
  expect((await handIn()).handedIn).toHaveLength(1)
  expect(await told(world.people.admin)).toBe(gigabyte + file.bytes.length)
})

test('a provider, a reviewer and the other municipality learn nothing of what is kept', async () => {
  const { manager, rival, reviewer } = world.people
  for (const actor of [manager, rival, reviewer]) expect(await told(actor), actor.name).toBe(0)
  expect(await told(world.twin.people.admin)).toBe(0)
})
