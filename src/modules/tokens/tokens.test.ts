import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { areaNames, areaOf } from '#access/areas.ts'
import type { Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { closeAccount } from '#modules/accounts/public.ts'
import { api, operations } from '#server/api.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { endToken, makeToken } from './commands.ts'
import { findTokenActor } from './queries.ts'
import { newSecret } from './secret.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())
beforeEach(() => world.admin.query('delete from api_token'))

const days = (count: number) => new Date(now.getTime() + count * 86_400_000)

async function tokenOf(actor: Actor, more: object = {}) {
  const { token, hash } = newSecret()
  const given = { name: 'Statistik', tokenHash: hash, expiresOn: '2027-03-01', ...more }
  const { id: tokenId } = await makeToken(world.as(actor), given)
  return { token, tokenId }
}

/** As the server does it: the person is found by the token, then asked for at the API. */
async function call(token: string, path: string, more: { method?: string; body?: object; at?: Date } = {}) {
  const at = more.at ?? now
  const actor = await findTokenActor(world.db, token, at)
  const headers = { 'content-type': 'application/json' }
  const request = new Request(`http://localhost/api/v1${path}`, {
    method: more.method ?? 'GET',
    headers,
    body: more.body ? JSON.stringify(more.body) : null,
  })
  return api.fetch(request, { db: world.db, actor, now: at, requestId: uuidv7() })
}

test('every operation lies in one area that a token can be made for', () => {
  expect(operations.filter(({ path }) => areaOf(path) === undefined).map(({ path }) => path)).toEqual([])
  expect(areaNames.filter((name) => !operations.some(({ path }) => areaOf(path) === name))).toEqual([])
})

test('a strategist’s token reads what they read, is logged each time, and its use is seen', async () => {
  const { token, tokenId } = await tokenOf(world.people.strategist)
  expect((await call(token, '/units')).status).toBe(200)
  const { rows } = await world.admin.query(
    `select verb, outcome, detail from audit where detail ->> 'token' = $1`,
    [tokenId],
  )
  expect(rows).toEqual([
    { verb: 'unit.read', outcome: 'read', detail: { token: tokenId, address: '/units' } },
  ])
  const used = await world.admin.query('select used_at from api_token where id = $1', [tokenId])
  expect(used.rows[0].used_at).toEqual(now)
})

test('the token itself is nowhere: not in the history, the receipts or a table the application reads', async () => {
  const { token } = await tokenOf(world.people.strategist)
  const { rows } = await world.admin.query(`select t::text as row from api_token t union all
    select a::text from audit a union all select c::text from command_receipt c`)
  expect(rows.filter(({ row }: { row: string }) => row.includes(token.slice(4)))).toEqual([])
})

test('a token that may only read changes nothing, and one for another area reads nothing: both are logged', async () => {
  const reader = await tokenOf(world.people.strategist)
  const other = await tokenOf(world.people.strategist, { areas: ['board'], mayWrite: true })
  const body = { serviceAreaId: uuidv7(), key: 'nytt', name: 'Nytt', laws: ['LSS'], validFrom: '2027-01-01' }
  expect((await call(reader.token, '/service-areas', { method: 'POST', body })).status).toBe(403)
  expect((await call(other.token, '/units')).status).toBe(403)
  const made = await world.admin.query(`select from service_area where key = 'nytt'`)
  expect(made.rowCount).toBe(0)
  const { rows } = await world.admin.query(`select outcome from audit where detail ->> 'token' in ($1, $2)`, [
    reader.tokenId,
    other.tokenId,
  ])
  expect(rows).toEqual([{ outcome: 'denied' }, { outcome: 'denied' }])
})

test('nobody makes a way in with a token: no new token, role, account or link', async () => {
  const { token } = await tokenOf(world.people.admin, { mayWrite: true })
  const asked = [
    ['POST', '/me/tokens'],
    ['POST', '/accounts'],
    ['POST', `/accounts/${uuidv7()}/links`],
    ['POST', `/accounts/${uuidv7()}/roles`],
    ['PUT', '/me/calendar-feed'],
  ] as const
  for (const [method, path] of asked)
    expect((await call(token, path, { method, body: {} })).status, path).toBe(403)
})

test('a token is dead when ended, when its day has passed, and the same second its owner’s account is closed', async () => {
  const { reviewer, admin } = world.people
  const ended = await tokenOf(reviewer)
  await endToken(world.as(reviewer), { tokenId: ended.tokenId })
  expect((await call(ended.token, '/units')).status).toBe(401)
  const short = await tokenOf(reviewer, { expiresOn: '2026-11-21' })
  expect((await call(short.token, '/units', { at: days(1) })).status).toBe(200)
  expect((await call(short.token, '/units', { at: days(4) })).status).toBe(401)
  const left = await tokenOf(reviewer)
  await closeAccount(world.as(admin), { accountId: reviewer.accountId })
  expect((await call(left.token, '/units')).status).toBe(401)
  await world.admin.query(`update account set state = 'active', closed_at = null where id = $1`, [
    reviewer.accountId,
  ])
  expect((await call(left.token, '/units')).status, 'and does not wake').toBe(401)
})

test('a token lives a year at most, and ends on a day that has not been', async () => {
  const { strategist } = world.people
  for (const [expiresOn, code] of [
    ['2027-11-20', 'tokenTooLong'],
    ['2026-11-18', 'dateInPast'],
  ])
    await expect(tokenOf(strategist, { expiresOn })).rejects.toMatchObject({
      fields: [{ path: 'expiresOn', code }],
    })
  await tokenOf(strategist, { expiresOn: '2027-11-19' })
})

test('others neither see nor end one’s token; the administrator does both', async () => {
  const { tokenId, token } = await tokenOf(world.people.manager)
  for (const actor of [world.people.rival, world.people.elderlyReviewer, world.twin.people.admin])
    await expect(endToken(world.as(actor), { tokenId })).rejects.toMatchObject({ code: 'notFound' })
  expect((await call(token, '/units')).status).toBe(200)
  await endToken(world.as(world.people.admin), { tokenId })
  expect((await call(token, '/units')).status).toBe(401)
})

test('what is no token of ours is nobody', async () => {
  for (const text of ['', 'upp_', 'upp_' + 'x'.repeat(43), 'x'.repeat(5000)])
    expect(await findTokenActor(world.db, text, now)).toBeUndefined()
})
