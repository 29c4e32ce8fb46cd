import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuidv7 } from '#kernel/ids.ts'
import { apiOf } from '#test/api.ts'
import { makeFollowUp, makeRequest } from '#test/handins.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { handinsApi } from './api.ts'

let world: World
let requestId: string
beforeAll(async () => {
  world = await makeWorld()
  requestId = await makeRequest(world, await makeFollowUp(world))
})
afterAll(() => world.close())

const path = () => `/hand-ins/${requestId}/submissions`

function send(parts: Record<string, string | File>, actor = world.people.manager) {
  const form = new FormData()
  for (const [name, part] of Object.entries(parts)) form.append(name, part)
  const request = new Request(`https://uppsikt.exempel.se/api/v1${path()}`, { method: 'POST', body: form })
  return apiOf(handinsApi).fetch(request, { db: world.db, actor, now, requestId: uuidv7() })
}

const stored = async () => (await world.admin.query('select name, size from file')).rows
const file = (text: string, name = 'rutin.txt') => new File([text], name)

test('a file of another kind, with a personal number, or in a field that is none is refused as on a page', async () => {
  const body = JSON.stringify({ note: 'Vår rutin.' })
  expect((await send({ body, files: file('x', 'rutin.exe') })).status).toBe(415)
  expect((await send({ body, files: file('Gäller 19121212-1212.') })).status).toBe(422)
  expect((await send({ body, annat: file('Vår rutin.') })).status).toBe(400)
  expect((await send({ body: '{', files: file('Vår rutin.') })).status).toBe(400)
  expect((await send({ body, files: 'ingen fil' })).status).toBe(400)
  expect((await send({ body, files: file('Vår rutin.') }, world.people.rival)).status).toBe(404)
  expect(await stored()).toEqual([])
})

test('a provider’s system hands in a file as it is, larger than base64 in JSON would let it be', async () => {
  const text = 'Så gör vi. '.repeat(700_000)
  const answer = await send({ body: JSON.stringify({ note: 'Vår rutin.' }), files: file(text) })
  expect([answer.status, await answer.text()]).toEqual([201, expect.any(String)])
  expect(await stored()).toEqual([{ name: 'rutin.txt', size: Buffer.byteLength(text) }])
})
