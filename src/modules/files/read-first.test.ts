import { afterAll, beforeAll, expect, test } from 'vitest'
import { submitRequest } from '#modules/handins/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { makeFollowUp, makeRequest } from '#test/handins.ts'
import { makeWorld, type World } from '#test/world.ts'
import { pdfOf, words } from './pdf-corpus.test-support.ts'

let world: World
let followUp: Awaited<ReturnType<typeof makeFollowUp>>
beforeAll(async () => {
  world = await makeWorld()
  followUp = await makeFollowUp(world)
})
afterAll(() => world.close())

/** The database, and how many transactions have been opened on it. */
function counted() {
  const told = { opened: 0 }
  const db = new Proxy(world.db, {
    get(target, name) {
      if (name === 'transaction') told.opened += 1
      // Kysely keeps its own in private fields: its methods must be called on itself.
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return { told, db: db as Db } // the same database, watched
}

/** As the API hands it to the command: base64 in JSON, of any size. */
async function send(text: string) {
  const { told, db } = counted()
  const file = { name: 'rutin.pdf', contentBase64: pdfOf([words(text)]).toString('base64') }
  const requestId = await makeRequest(world, followUp)
  const request = { ...world.as(world.people.manager), db }
  const outcome = await submitRequest(request, { requestId, files: [file] }).catch((fault: unknown) => fault)
  return { outcome, told }
}

test('a file is read before the transaction is opened: one that is refused never held a connection', async () => {
  const { outcome, told } = await send('Om 19121212-1212')
  expect(outcome).toMatchObject({ code: 'personalNumber', fields: [{ path: 'files.0' }] })
  expect(told.opened).toBe(0)
})

test('one that is let in is stored in one transaction', async () => {
  const { outcome, told } = await send('Rutin')
  expect(outcome).toMatchObject({ handedIn: [{ fileName: 'rutin.pdf' }] })
  expect(told.opened).toBe(1)
})

test('a stranger to the verb has nothing read for them, and is refused', async () => {
  const file = { name: 'rutin.pdf', contentBase64: pdfOf([words('Om 19121212-1212')]).toString('base64') }
  const requestId = await makeRequest(world, followUp)
  const sent = submitRequest(world.as(world.people.reviewer), { requestId, files: [file] })
  await expect(sent).rejects.toMatchObject({ code: expect.stringMatching(/notFound|notAllowed/) })
})
