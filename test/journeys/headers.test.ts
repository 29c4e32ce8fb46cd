import { request as rawRequest } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hashPassword } from '#platform/session/password.ts'
import { launchBrowser } from '#test/browser.ts'
import { cookieOf, startBuilt, type Built } from '#test/built.ts'
import { makeFollowUp, makeRequest } from '#test/handins.ts'
import { makeWorld, type World } from '#test/world.ts'

/** Every kind of answer that the built server gives, and what protects it. */
let world: World
let site: Built
let secure: Built
let cookies: Record<'manager' | 'strategist' | 'auditor', string>
let requestId: string
const password = 'sju gröna tåg i motvind'

beforeAll(async () => {
  world = await makeWorld()
  requestId = await makeRequest(world, await makeFollowUp(world))
  const { manager, strategist, auditor } = world.people
  await world.admin.query('update account set password_hash = $1 where id = $2', [
    await hashPassword(password),
    strategist.accountId,
  ])
  cookies = {
    manager: await cookieOf(world.db, manager),
    strategist: await cookieOf(world.db, strategist),
    auditor: await cookieOf(world.db, auditor),
  }
  site = await startBuilt({ DATABASE_URL: world.appUrl })
  secure = await startBuilt({
    DATABASE_URL: world.appUrl,
    PUBLIC_URL: 'https://uppsikt.example',
    HSTS_SUBDOMAINS: '1',
  })
})
afterAll(async () => {
  await site?.stop()
  await secure?.stop()
  await world?.close()
})

type Who = keyof typeof cookies | undefined
type Wanted = { path: string; who?: Who; method?: string; headers?: Record<string, string>; body?: string }

function ask({ path, who, method, headers, body }: Wanted, server = site): Promise<Response> {
  return fetch(server.base + path, {
    redirect: 'manual',
    method: method ?? 'GET',
    headers: { accept: 'text/html', ...(who ? { cookie: cookies[who] } : {}), ...headers },
    ...(body === undefined ? {} : { body }),
  })
}

const form = { 'content-type': 'application/x-www-form-urlencoded' }
const page =
  "default-src 'none'; connect-src 'self'; font-src 'self'; img-src 'self' data:; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
const floor =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

/** Kind, what is asked, status, content policy, cache. */
const kinds: readonly [string, () => Wanted, number, string, string][] = [
  ['a page without sign-in', () => ({ path: '/logga-in' }), 200, page, 'no-store'],
  ['a page behind sign-in', () => ({ path: '/enheter', who: 'strategist' }), 200, page, 'no-store'],
  ['the way to sign-in', () => ({ path: '/enheter' }), 303, floor, 'no-store'],
  [
    'the data of a page',
    () => ({ path: '/enheter/__data.json', who: 'strategist' }),
    200,
    floor,
    'private, no-store',
  ],
  [
    'a form that fails',
    () => ({
      path: '/logga-in?/in',
      method: 'POST',
      headers: { ...form, origin: site.base },
      body: 'epost=a',
    }),
    422,
    page,
    'no-store',
  ],
  [
    'a form that is done',
    () => ({ path: '/tema', method: 'POST', headers: { ...form, origin: site.base }, body: 'tema=dark' }),
    303,
    floor,
    'no-store',
  ],
  ['an export', () => ({ path: '/enheter/export?format=csv', who: 'strategist' }), 200, floor, 'no-store'],
  ['the log', () => ({ path: '/logg', who: 'auditor' }), 200, page, 'no-store'],
  ['a list of the API', () => ({ path: '/api/v1/units', who: 'strategist' }), 200, floor, 'no-store'],
  ['a refusal of the API', () => ({ path: '/api/v1/units' }), 401, floor, 'no-store'],
  ['an address of the API that is not', () => ({ path: '/api/v1/nothing' }), 404, floor, 'no-store'],
  ['a page that is not', () => ({ path: '/finns-inte', who: 'strategist' }), 404, floor, 'no-store'],
  ['a page of others', () => ({ path: '/konton', who: 'strategist' }), 404, floor, 'no-store'],
  [
    'a row of others',
    () => ({ path: `/enheter/${world.twin.units.birch}`, who: 'strategist' }),
    404,
    page,
    'no-store',
  ],
  [
    'a form from another site',
    () => ({ path: '/tema', method: 'POST', headers: { ...form, origin: 'http://evil.example' }, body: '' }),
    403,
    floor,
    'no-store',
  ],
  [
    'a method of no page',
    () => ({ path: '/enheter', method: 'PUT', headers: { origin: site.base } }),
    303,
    floor,
    'no-store',
  ],
  ['the colour', () => ({ path: '/tema.css' }), 200, floor, 'private, max-age=300'],
  ['a calendar that is not', () => ({ path: '/kalender/abc' }), 404, floor, 'no-store'],
  ['the pulse', () => ({ path: '/healthz' }), 200, floor, 'no-store'],
  ['a static file', () => ({ path: '/fel.css' }), 200, floor, 'no-store'],
]

const rows = kinds.map(([kind, wanted, ...protection]) => ({ kind, wanted, protection }))

test.each(rows)('$kind is protected, and kept by nobody who should not', async ({ wanted, protection }) => {
  const [status, csp, cache] = protection
  const answer = await ask(wanted())
  await answer.body?.cancel()
  const { headers } = answer
  expect({
    status: answer.status,
    csp: headers.get('content-security-policy'),
    cache: headers.get('cache-control'),
    sniff: headers.get('x-content-type-options'),
    frame: headers.get('x-frame-options'),
    referrer: headers.get('referrer-policy'),
    opener: headers.get('cross-origin-opener-policy'),
    resource: headers.get('cross-origin-resource-policy'),
    hsts: headers.get('strict-transport-security'),
    allowOrigin: headers.get('access-control-allow-origin'),
  }).toEqual({
    status,
    csp,
    cache,
    sniff: 'nosniff',
    frame: 'DENY',
    referrer: 'same-origin',
    opener: 'same-origin',
    resource: 'same-origin',
    hsts: null,
    allowOrigin: null,
  })
})

test('a page with script runs only its own start, by its hash, and the browser has nothing to refuse', async () => {
  const path = `/lamna-in/${requestId}`
  const answer = await ask({ path, who: 'manager' })
  const policy = answer.headers.get('content-security-policy') ?? ''
  expect(policy).toMatch(/script-src 'self' 'sha256-[\w+/=]+';/)
  expect(policy).not.toContain('unsafe')
  expect(await answer.text()).not.toMatch(/\sstyle=|\son\w+=/)

  const browser = await launchBrowser()
  const tab = await browser.newPage()
  const [name = '', value = ''] = cookies.manager.split(/=(.*)/s)
  await tab.context().addCookies([{ name, value, url: site.base }])
  const refused: string[] = []
  tab.on('console', (message) => refused.push(message.text()))
  await tab.goto(site.base + path)
  await tab.waitForSelector('#svelte-announcer', { state: 'attached' })
  expect(await tab.locator('#svelte-announcer').getAttribute('style')).toBeNull()
  expect(refused.filter((text) => text.includes('Content Security Policy'))).toEqual([])
  await browser.close()
})

test('what is the same for everybody may be kept for ever, by its own name', async () => {
  const html = await (await ask({ path: '/logga-in' })).text()
  const path = /\/_app\/immutable\/[^"]+\.css/.exec(html)?.[0] ?? ''
  const { headers } = await ask({ path })
  expect(headers.get('cache-control')).toBe('public,max-age=31536000,immutable')
  expect(headers.get('content-security-policy')).toBe(floor)
})

test('over https the browser is told to stay there, and every cookie goes back that way only', async () => {
  const headers = { ...form, origin: 'https://uppsikt.example' }
  const answer = await ask({ path: '/tema', method: 'POST', headers, body: 'tema=dark' }, secure)
  expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains')
  expectHostCookies(answer, ['__Host-tema'])
  const credentials = new URLSearchParams({ epost: 'stina.strateg@exempel.se', losenord: password })
  const signIn = { path: '/logga-in?/in', method: 'POST', headers, body: credentials.toString() }
  const opened = await ask(signIn, secure)
  expect(opened.status).toBe(303)
  expect(expectHostCookies(opened, ['__Host-uppsikt'])).toContain('Max-Age=43200')
  const told = await ask({ path: '/enheter?q=19121212-1212', headers: { cookie: cookieIn(opened) } }, secure)
  expectHostCookies(told, ['__Host-besked'])
  const cookie = await cookieOf(world.db, world.people.strategist, '__Host-uppsikt')
  const out = await ask({ path: '/logga-ut', method: 'POST', headers: { ...headers, cookie } }, secure)
  expect(out.headers.get('clear-site-data')).toBe('"cache", "storage"')
  expect(out.headers.getSetCookie().join()).toMatch(/__Host-uppsikt=;.*Path=\/;.*Secure/)
  const after = await ask({ path: '/enheter', headers: { cookie } }, secure)
  expect(after.status).toBe(303)
  // By the name that plain http uses, a session is not taken over https.
  expect((await ask({ path: '/enheter', who: 'strategist' }, secure)).status).toBe(303)
})

/** Bound to this very host, over https, for no script, and not sent along from another site's form. */
function expectHostCookies(answer: Response, names: readonly string[]): string {
  const cookies = answer.headers.getSetCookie()
  expect(cookies.map((cookie) => cookie.split('=', 1)[0])).toEqual(names)
  for (const cookie of cookies) {
    expect(cookie).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
    expect(cookie).not.toMatch(/Domain/i)
  }
  return cookies.join()
}

const cookieIn = (answer: Response) => answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''

test('TRACE and what is no address are refused before any page sees them', async () => {
  for (const [method, path] of [
    ['TRACE', '/'],
    ['GET', '/%ff'],
  ] as const) {
    const answer = await raw(method, path)
    expect([answer.status, answer.headers['content-security-policy']]).toEqual([400, floor])
  }
})

/** As fetch does not let anybody send it. */
function raw(method: string, path: string): Promise<{ status: number; headers: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(site.base)
    rawRequest({ hostname, port, method, path }, (answer) => {
      answer.resume()
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers })
    })
      .on('error', reject)
      .end()
  })
}

describe('whoever is not on the site itself', () => {
  const sites = [undefined, 'same-origin', 'same-site', 'cross-site', 'none'] as const
  const origins = ['own', 'other', 'null', undefined] as const
  const types = [
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    'application/json',
  ]
  const methods = ['POST', 'PUT', 'PATCH', 'DELETE']
  const paths = ['/konto?/byt', '/api/v1/units', '/logga-ut', '/finns-inte']
  const allowedWhen = (siteSays: string | undefined, origin: string | undefined) =>
    (siteSays === undefined || siteSays === 'same-origin') &&
    (origin === 'own' || (origin === undefined && siteSays === 'same-origin'))

  test.each(paths)('changes nothing at %s, by any method, type and header', async (path) => {
    const wrong: string[] = []
    for (const method of methods)
      for (const type of types)
        for (const siteSays of sites)
          for (const origin of origins) {
            if (allowedWhen(siteSays, origin)) continue
            const headers: Record<string, string> = { 'content-type': type, 'content-length': '2' }
            if (siteSays) headers['sec-fetch-site'] = siteSays
            if (origin)
              headers['origin'] = { own: site.base, other: 'http://evil.example', null: 'null' }[origin]
            const status = await statusOf(method, path, headers)
            if (status !== 403) wrong.push(`${method} ${type} ${siteSays} ${origin}: ${status}`)
          }
    expect(wrong).toEqual([])
    // Still signed in: /logga-ut was among the addresses.
    expect((await ask({ path: '/enheter', who: 'strategist' })).status).toBe(200)
  })

  /** Node's fetch writes Sec-Fetch-Mode but no Sec-Fetch-Site; http.request writes neither. */
  function statusOf(method: string, path: string, headers: Record<string, string>): Promise<number> {
    return new Promise((resolve, reject) => {
      rawRequest(
        site.base + path,
        { method, headers: { ...headers, cookie: cookies.strategist } },
        (answer) => {
          answer.resume()
          resolve(answer.statusCode ?? 0)
        },
      )
        .on('error', reject)
        .end('{}')
    })
  }
})

test('one build serves any host name: a form from that very host is taken, from another it is not', async () => {
  for (const host of ['uppsikt.kommun.example', 'localhost:9999', '10.0.0.7']) {
    const answers = [`http://${host}`, 'http://evil.example'].map(
      (origin) =>
        new Promise<number>((resolve, reject) => {
          rawRequest(
            site.base + '/tema',
            { method: 'POST', headers: { ...form, host, origin } },
            (answer) => {
              answer.resume()
              resolve(answer.statusCode ?? 0)
            },
          )
            .on('error', reject)
            .end('tema=dark')
        }),
    )
    expect(await Promise.all(answers)).toEqual([303, 403])
  }
})

test('JSON sent as text is refused by the API, and changes nothing', async () => {
  const answer = await ask({
    path: '/api/v1/units',
    who: 'strategist',
    method: 'POST',
    headers: { 'content-type': 'text/plain', origin: site.base },
    body: '{"name":"Smygvägen"}',
  })
  expect(answer.status).toBe(415)
  const { rows } = await world.admin.query(`select from unit_state where name = 'Smygvägen'`)
  expect(rows.length).toBe(0)
})
