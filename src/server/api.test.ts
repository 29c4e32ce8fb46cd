import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from '#kernel/ids.ts'
import type { Actor } from '#access/may.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { api, operations } from './api.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

type Call = { method?: string; headers?: Record<string, string>; body?: object; as?: Actor | undefined }

function call(path: string, { method = 'GET', headers = {}, body, as = world.people.strategist }: Call = {}) {
  const request = new Request(`https://uppsikt.exempel.se/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: body ? JSON.stringify(body) : null,
  })
  return api.fetch(request, { db: world.db, actor: as, now, requestId: uuidv7() })
}

describe('a list', () => {
  test('has twenty rows a page where nothing is said, and leads to its other pages', async () => {
    const answer = await call('/units?limit=2&page=2')
    expect(answer.headers.get('link')).toBe(
      [
        '</api/v1/units?limit=2&page=1>; rel="first"',
        '</api/v1/units?limit=2&page=1>; rel="prev"',
        '</api/v1/units?limit=2&page=3>; rel="next"',
        '</api/v1/units?limit=2&page=3>; rel="last"',
      ].join(', '),
    )
    expect(await (await call('/units')).json()).toMatchObject({ page: 1, limit: 20 })
    expect((await call('/units')).headers.get('link')).not.toContain('next')
  })

  test('that has not changed is not sent again to whoever has it', async () => {
    const tag = (await call('/units')).headers.get('etag') ?? ''
    const again = await call('/units', { headers: { 'if-none-match': `"annat", W/${tag}` } })
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag])
    const other = await call('/units', { headers: { 'if-none-match': tag }, as: world.people.manager })
    expect(other.status, 'the manager sees other rows').toBe(200)
  })
})

describe('a change', () => {
  const name = (text: string) => ({ name: text, kind: 'private', organisationNumber: '' })
  const provider = () => `/providers/${world.providers['competitor']}`
  const saved = async () => {
    const { rows } = await world.admin.query('select name, revision from provider where id = $1', [
      world.providers['competitor'],
    ])
    return rows[0]
  }

  test('is saved when what was read still holds, and otherwise refused with what holds now', async () => {
    const { revision } = await saved()
    const put = (headers: Record<string, string>, more: object) =>
      call(provider(), { method: 'PUT', headers, body: more })
    const first = await put({ 'if-match': `"${revision}-abc_DEF"` }, name('Björkens AB'))
    expect([first.status, first.headers.get('etag')]).toEqual([200, `"${revision + 1}"`])
    const late = await put({ 'if-match': `"${revision}"` }, name('Annat AB'))
    expect(late.status).toBe(412)
    expect(await late.json()).toMatchObject({ code: 'stale', current: expect.anything() })
    expect(await saved()).toEqual({ name: 'Björkens AB', revision: revision + 1 })
  })

  test('with a condition that cannot be tried is refused: nobody believes it held', async () => {
    const before = await saved()
    const refused = [
      await call(provider(), { method: 'PUT', headers: { 'if-match': '"abc"' }, body: name('Annat AB') }),
      await call('/sessions/' + uuidv7(), { method: 'DELETE', headers: { 'if-match': '"1"' } }),
      await call(provider(), {
        method: 'PUT',
        headers: { 'if-match': '"1"' },
        body: { ...name('Annat AB'), revision: 2 },
      }),
    ]
    expect(refused.map(({ status }) => status)).toEqual([400, 400, 400])
    expect(await saved()).toEqual(before)
  })
})

test('whoever calls too often is told so, and when to call again; a colleague is not held up', async () => {
  const ask = (actor: Actor | undefined, at = now) =>
    api.fetch(new Request('https://uppsikt.exempel.se/api/v1/units?limit=1'), {
      db: world.db,
      actor,
      now: at,
      requestId: uuidv7(),
      address: '192.0.2.7',
    })
  const first = await ask(world.people.strategist)
  expect(first.headers.get('ratelimit-policy')).toBe('"minute";q=600;w=60')
  expect(first.headers.get('ratelimit')).toBe('"minute";r=599;t=60')
  await world.admin.query(`update throttle set attempts = 600 where key like 'api:account:%'`)
  const refused = await ask(world.people.strategist)
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60'])
  expect(await refused.json()).toMatchObject({ code: 'tooManyCalls', status: 429 })
  expect((await ask(world.people.reviewer)).status).toBe(200)
  expect((await ask(world.people.strategist, new Date(now.getTime() + 60_000))).status).toBe(200)
  await ask(undefined)
  await world.admin.query(`update throttle set attempts = 120 where key like 'api:stranger:%'`)
  expect((await ask(undefined)).status).toBe(429)
})

test('a name that stands twice in an address is refused: two readers could pick different ones', async () => {
  const twice = await call('/units?q=almen&q=björken')
  expect([twice.status, await twice.json()]).toMatchObject([400, { code: 'malformed' }])
  expect((await call('/units?q=almen')).status).toBe(200)
})

test('anybody may ask what API this is; nothing else is told a stranger', async () => {
  const answer = await call('/api-info', { as: undefined })
  expect(await answer.json()).toEqual({
    apiName: 'Uppsikt',
    apiVersion: '1.0.0',
    apiReleased: '2026-11-22',
    apiDocumentation: 'https://uppsikt.exempel.se/api/v1/openapi.json',
    apiStatus: 'active',
  })
})

test('every answer is shown with an example of its own shape', async () => {
  // Only what is asked for below.
  const document = (await (await call('/openapi.json')).json()) as {
    paths: Record<string, Record<string, { responses: Record<string, Answer> }>>
  }
  const faulty = operations.filter((operation) => {
    const method = 'command' in operation ? operation.method : 'get'
    const answers = document.paths[operation.path]?.[method]?.responses ?? {}
    const good = answers['201'] ?? answers['200']
    const { value } = good?.content['application/json']?.examples.invented ?? {}
    return !operation.answer.safeParse(value).success
  })
  expect(faulty.map(({ path }) => path)).toEqual([])
})

type Answer = { content: Record<string, { examples: { invented: { value: unknown } } }> }
