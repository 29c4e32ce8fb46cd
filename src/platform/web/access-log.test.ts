import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Actor } from '#access/may.ts'
import { pages } from '#access/pages.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { api, operations } from '#server/api.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { recordReading, recordRefusal } from './access-log.ts'
import { sensitiveOperations, sensitivePages } from './sensitive.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
beforeEach(() => world.admin.query('delete from audit'))
afterAll(() => world.close())

const asked = (actor: Actor | undefined, id: string | null, params = {}, method = 'GET') => ({
  request: { method },
  route: { id },
  params,
  locals: { db: world.db, actor, now },
})

async function logged() {
  const { rows } = await world.admin.query(
    'select account_id, verb, target_id, outcome, detail from audit order by municipality_id, seq',
  )
  return rows as unknown[] // the columns selected
}

test('whoever asks for a row that is not theirs is in the log, with the id and never with the address', async () => {
  const { rival } = world.people
  await recordReading(asked(rival, '/enheter/[unitId]', { unitId: world.units.birch }), 404)
  await recordReading(asked(rival, '/api/v1/[...path]', { path: `units/${world.units.birch}` }), 404)
  await recordRefusal(asked(rival, '/konton', {}, 'POST'))
  const of = (route: string, targetId: string | null) => ({
    account_id: rival.accountId,
    verb: 'page.open',
    target_id: targetId,
    outcome: 'denied',
    detail: { route },
  })
  expect(await logged()).toEqual([
    of('/enheter/[unitId]', world.units.birch),
    of('/api/v1/[...path]', world.units.birch),
    of('/konton', null),
  ])
})

test('what leaves as a file is in the log once it was handed out; a page of the day’s work is not', async () => {
  const { strategist } = world.people
  await recordReading(asked(strategist, '/enheter/export'), 200)
  await recordReading(asked(strategist, '/filer/[fileId]', { fileId: world.units.oak }), 200)
  await recordReading(asked(strategist, '/enheter'), 200)
  await recordReading(asked(strategist, '/filer/[fileId]', { fileId: world.units.oak }), 304)
  await recordReading(asked(undefined, '/filer/[fileId]', { fileId: world.units.oak }), 303)
  expect(await logged()).toMatchObject([
    { verb: 'list.export', outcome: 'read', target_id: null, detail: { route: '/enheter/export' } },
    { verb: 'file.read', outcome: 'read', target_id: world.units.oak },
  ])
})

test('who opened one unit, one case or the log is in the log; through the API too, and a list is not', async () => {
  const { strategist } = world.people
  await recordReading(asked(strategist, '/enheter/[unitId]', { unitId: world.units.oak }), 200)
  const call = (path: string) =>
    api.fetch(new Request(`http://localhost/api/v1${path}`), {
      ...{ db: world.db, actor: strategist, now, requestId: uuidv7() },
    })
  expect((await call(`/units/${world.units.oak}`)).status).toBe(200)
  expect((await call(`/units/${uuidv7()}`)).status).toBe(404)
  expect((await call('/units')).status).toBe(200)
  const read = { verb: 'unit.open', outcome: 'read', target_id: world.units.oak }
  expect(await logged()).toMatchObject([read, { ...read, detail: { address: '/units/{unitId}' } }])
})

test('everything that is sensitive is a page or an operation that there is', () => {
  expect(Object.keys(sensitivePages).filter((page) => !(page in pages))).toEqual([])
  const readings = operations.filter((one) => !('command' in one)).map(({ path }) => path)
  expect(Object.keys(sensitiveOperations).filter((path) => !readings.includes(path))).toEqual([])
})

test('what one municipality is refused stands in its own log, and in no other', async () => {
  await recordReading(asked(world.twin.people.strategist, '/avtal/[agreementId]', { agreementId: 'x' }), 404)
  const { rows } = await world.admin.query('select municipality_id, target_id from audit')
  expect(rows).toEqual([{ municipality_id: world.twin.municipalityId, target_id: null }])
})
