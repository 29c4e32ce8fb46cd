import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuidv7 } from '#kernel/ids.ts'
import { submitRequest } from '#modules/handins/public.ts'
import { api } from '#server/api.ts'
import { makeFollowUp, makeRequest } from '#test/handins.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { pdfOf, scanned, words } from './pdf-corpus.test-support.ts'

let world: World
let followUp: Awaited<ReturnType<typeof makeFollowUp>>

beforeAll(async () => {
  world = await makeWorld()
  followUp = await makeFollowUp(world)
})
afterAll(() => world.close())

/** A manager hands in these pages, each as a file, and is told so many times that one was not read. */
async function handIn(...pages: Parameters<typeof pdfOf>[0]) {
  const requestId = await makeRequest(world, followUp)
  const files = pages.map((page, at) => ({ name: `rutin ${at}.pdf`, bytes: new Uint8Array(pdfOf([page])) }))
  let told = 0
  const request = { ...world.as(world.people.manager), unread: () => void (told += 1) }
  const problem = await submitRequest(request, { requestId, files }).then(
    () => undefined,
    (cause: unknown) => cause,
  )
  const { rows } = await world.admin.query(
    'select detail from audit where command_id = $1 and outcome = $2',
    [request.commandId, 'done'],
  )
  return { told, problem, log: rows.map(({ detail }) => detail as { unreadFiles?: number }) }
}

test('a manager who hands in a scanned page is told that its words were not read, and so does the log', async () => {
  const { told, problem, log } = await handIn(words('Rutin'), scanned, scanned)
  expect({ told, problem }).toEqual({ told: 2, problem: undefined })
  expect(log).toMatchObject([{ unreadFiles: 2 }])
})

test('a system that hands one in is told by its answer, and of one that was read nothing', async () => {
  const told = await Promise.all([scanned, words('Rutin')].map(send))
  expect(told).toEqual(['1', null])
})

async function send(page: Parameters<typeof pdfOf>[0][number]) {
  const requestId = await makeRequest(world, followUp)
  const file = { name: 'rutin.pdf', contentBase64: pdfOf([page]).toString('base64') }
  const request = new Request(`http://exempel.se/api/v1/hand-ins/${requestId}/submissions`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    body: JSON.stringify({ files: [file] }),
  })
  const { db, people } = world
  const response = await api.fetch(request, { db, actor: people.manager, now, requestId: uuidv7() })
  expect(response.status).toBe(201)
  return response.headers.get('unread-files')
}

test('of papers whose words were read nothing is said', async () => {
  const { told, problem, log } = await handIn(words('Rutin'), words('Plan'))
  expect({ told, problem }).toEqual({ told: 0, problem: undefined })
  expect(log.map(({ unreadFiles }) => unreadFiles)).toEqual([undefined])
})

test('one with a personal number is refused at its own field with its page, and nothing of the rest is kept', async () => {
  const before = await filesKept()
  const { problem, log } = await handIn(words('Rutin'), words('Om 19121212-1212'))
  expect(problem).toMatchObject({
    ...{ code: 'personalNumber', status: 422 },
    fields: [{ path: 'files.1', code: 'personalNumberOnPage', position: 1 }],
  })
  expect(log).toEqual([])
  expect(await filesKept()).toBe(before)
})

async function filesKept(): Promise<number> {
  const { rows } = await world.admin.query('select count(*)::int as files from file')
  return rows[0].files
}
