import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '#platform/ports.ts'
import { cookieOf, startBuilt, type Built } from '#test/built.ts'
import { makeWorld, type World } from '#test/world.ts'

/** What the operator sees of the built server: its pulse, its figures and its log, and nothing of what people write. */
let world: World
let site: Built
let metricsAt: string
let cookie: string

beforeAll(async () => {
  world = await makeWorld()
  const port = await freePort('127.0.0.1')
  metricsAt = `http://127.0.0.1:${port}/metrics`
  cookie = await cookieOf(world.db, world.people.strategist)
  site = await startBuilt({ DATABASE_URL: world.appUrl, METRICS_PORT: String(port) })
})
afterAll(async () => {
  await site?.stop()
  await world?.close()
})

const canary = 'kanariefagel-19850709-9805'
const hexId = '[0-9a-f]{8}-[0-9a-f-]{27}'

/** Everything that a person, or somebody in their place, can put into a request. */
async function sing(): Promise<void> {
  const headers = { cookie, origin: site.base, 'user-agent': canary, referer: `${site.base}/${canary}` }
  const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' }
  const json = { ...headers, 'content-type': 'application/json' }
  const tries: [string, RequestInit][] = [
    [`/enheter?q=${canary}`, { headers }],
    [`/sok?q=${canary}`, { headers }],
    [`/enheter/${canary}`, { headers }],
    [`/${canary}`, { headers: { ...headers, cookie: `uppsikt=${canary}` } }],
    [`/kalender/${canary}`, {}],
    [`/lank/${canary}`, {}],
    ['/logga-in?/in', { method: 'POST', headers: form, body: `epost=${canary}&losenord=${canary}` }],
    ['/api/v1/units', { method: 'POST', headers: json, body: JSON.stringify({ [canary]: canary }) }],
    ['/api/v1/units', { method: 'POST', headers: json, body: `{${canary}` }],
    [`/api/v1/units?${canary}=${canary}`, { headers }],
    [`/api/v1/units`, { headers: { authorization: `Bearer ${canary}` } }],
    ['/tema', { method: 'POST', headers: { origin: `http://${canary}.example` }, body: canary }],
  ]
  for (const [path, init] of tries) {
    const answer = await fetch(site.base + path, { redirect: 'manual', ...init })
    await answer.body?.cancel()
    expect(answer.status, path).toBeLessThan(500)
  }
}

test('the log tells each request by route, account and time, and not a word that anybody wrote', async () => {
  await sing()
  const lines = site.said().split('\n').filter(Boolean)
  expect(site.said()).not.toMatch(/kanariefagel|19850709/i)
  expect(site.said()).not.toContain(world.people.strategist.name)
  expect(lines.length).toBeGreaterThanOrEqual(12)
  for (const line of lines) {
    // What was just written by logLine; the shape is what is tried.
    const told = JSON.parse(line) as Record<string, unknown>
    expect(Object.keys(told)).toEqual([
      ...['time', 'level', 'event', 'id', 'route', 'method', 'status', 'ms', 'account'],
    ])
  }
  const search = lines.find((line) => line.includes('"route":"/enheter"')) ?? ''
  expect(search).toMatch(new RegExp(`"id":"${hexId}","route":"/enheter","method":"GET","status":303`))
  expect(search).toContain(`"account":"${world.people.strategist.accountId}"`)
})

test('the figures are on a port of their own, and count by route and never by person', async () => {
  const text = await (await fetch(metricsAt)).text()
  expect(text).toContain('uppsikt_http_requests_total{route="/sok",method="GET",status="303"} 1')
  for (const name of [
    'uppsikt_http_request_seconds_bucket',
    'uppsikt_database_connections{state="idle"}',
    'nodejs_eventloop_lag_seconds',
    'process_resident_memory_bytes',
  ])
    expect(text).toContain(name)
  expect(text).not.toMatch(/kanariefagel|19850709/i)
  expect(text).not.toMatch(new RegExp(hexId))
  expect((await fetch(metricsAt.replace('/metrics', '/'))).status).toBe(404)
  expect((await fetch(`${site.base}/metrics`, { redirect: 'manual' })).status).toBe(303)
})

test('the pulse answers while the database is away; readiness says what is wrong, and both come back', async () => {
  const ready = async () => {
    const answer = await fetch(`${site.base}/readyz`)
    return [answer.status, await answer.json()] as const
  }
  expect(await ready()).toEqual([200, { database: 'ok', migrations: 'ok', disk: 'ok' }])
  await world.admin.query('revoke select on migration.done from uppsikt_app')
  expect(await ready()).toEqual([503, { database: 'ok', migrations: 'fault', disk: 'ok' }])
  expect((await fetch(`${site.base}/healthz`)).status).toBe(200)
  await world.admin.query('grant select on migration.done to uppsikt_app')
  expect((await ready())[0]).toBe(200)
})

test('nothing that a browser fetches is code of the server', async () => {
  const folder = 'build/client/_app/immutable'
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.js'))
  expect(files.length).toBeGreaterThan(100)
  for (const name of files) {
    const code = await readFile(path.join(folder, name), 'utf8')
    // Names of the question builder and of the command stay as they are written when code is made small.
    expect(code, name).not.toMatch(/selectFrom|insertInto|defineCommand|set_config/)
  }
})
