import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cookieOf, startBuilt, type Built } from '#test/built.ts'
import { makeFollowUp, makeRequest } from '#test/handins.ts'
import { makeWorld, type World } from '#test/world.ts'

/** What the built server tells of itself, and what becomes of hostile words in it. */
let world: World
let site: Built
let cookies: Record<'manager' | 'strategist', string>
let requestId: string
let fileId: string
const hostile = '</script><script>alert(1)</script>'

beforeAll(async () => {
  world = await makeWorld()
  const { manager, strategist } = world.people
  requestId = await makeRequest(world, await makeFollowUp(world), { title: hostile })
  fileId = await makeFile()
  cookies = { manager: await cookieOf(world.db, manager), strategist: await cookieOf(world.db, strategist) }
  site = await startBuilt({ DATABASE_URL: world.appUrl })
})
afterAll(async () => {
  await site?.stop()
  await world?.close()
})

/** A file of the office with markup in it. */
async function makeFile(): Promise<string> {
  const content = '<script>alert(1)</script>'
  const { file } = await world.insert('file', {
    file: {
      ...{ board_id: world.boards['care'], name: 'Anteckning.txt', media_type: 'text/plain' },
      ...{ size: content.length, content: Buffer.from(content) },
      ...{ sha256: createHash('sha256').update(content).digest() },
      ...{ uploaded_by: world.people.strategist.accountId, uploaded_at: new Date() },
    },
  })
  return file
}

function ask({ path, who }: { path: string; who?: keyof typeof cookies }): Promise<Response> {
  const headers = { accept: 'text/html', ...(who ? { cookie: cookies[who] } : {}) }
  return fetch(site.base + path, { redirect: 'manual', headers })
}

test('a file that was handed in is fetched, never shown: its own type, a sandbox, and nothing of the page around it', async () => {
  const answer = await ask({ path: `/filer/${fileId}`, who: 'strategist' })
  const { headers } = answer
  expect(await answer.text()).toBe('<script>alert(1)</script>')
  expect([headers.get('content-type'), headers.get('content-disposition')]).toEqual([
    'text/plain; charset=utf-8',
    expect.stringMatching(/^attachment; /),
  ])
  expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
  expect([headers.get('x-content-type-options'), headers.get('cache-control')]).toEqual([
    'nosniff',
    'no-store',
  ])
})

test('hostile words are text in a page with script, in its data too', async () => {
  const html = await (await ask({ path: `/lamna-in/${requestId}`, who: 'manager' })).text()
  expect(html).toContain('alert(1)')
  expect(html).not.toContain(hostile)
  expect(html.match(/<script[ >]/g)?.length).toBe(html.match(/<\/script>/g)?.length)
  const data = await (await ask({ path: `/lamna-in/${requestId}/__data.json`, who: 'manager' })).text()
  expect(data).toContain('alert(1)')
  expect(data).not.toContain(hostile)
})

test.each([
  '/.git/config',
  '/.git/HEAD',
  '/.env',
  '/.npmrc',
  '/package.json',
  '/src/hooks.server.ts',
  '/build/',
])('%s is nothing that the server has', async (path) => {
  expect((await ask({ path })).status).toBe(303)
  expect((await ask({ path, who: 'strategist' })).status).toBe(404)
})

test('no folder tells what is in it', async () => {
  for (const path of ['/_app/', '/_app/immutable/', '/_app/immutable', '/static/'])
    expect((await ask({ path, who: 'strategist' })).status, path).toBe(404)
})

test('a fault that nobody foresaw is told by a sentence and a number, on a page and in the API', async () => {
  await world.admin.query('alter table service_area rename to gone')
  try {
    for (const path of ['/enheter', '/enheter/__data.json', '/api/v1/units']) {
      const answer = await ask({ path, who: 'strategist' })
      const text = await answer.text()
      expect(text, path).toContain(answer.headers.get('x-request-id') ?? 'no id')
      expect(text, path).not.toMatch(/service_area|relation|42P01|select|\.ts:|\.js:|node_modules|    at /i)
    }
    expect((await ask({ path: '/enheter', who: 'strategist' })).status).toBe(500)
    expect((await ask({ path: '/api/v1/units', who: 'strategist' })).status).toBe(500)
  } finally {
    await world.admin.query('alter table gone rename to service_area')
  }
})
