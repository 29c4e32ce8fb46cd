import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuidv7 } from '#kernel/ids.ts'
import { api } from '#server/api.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { watchChanges } from '../../prove/support/watch.ts'
import { toldOperations } from '../../prove/hostile/description.ts'
import { the, type Answer, type Ground, type Person, type Send } from '../../prove/hostile/ground.ts'
import { changedWrongly, isInert, tryOnce } from '../../prove/hostile/judge.ts'
import { fuzzOperations } from '../../prove/hostile/operations.ts'
import { patternsIn, slowest } from '../../prove/hostile/patterns.ts'
import { faultRows, newTally } from '../../prove/hostile/tally.ts'
import { marker } from '../../prove/hostile/values.ts'

/** The short form of `npm run prove:hostile`: every operation of the API, on the small world, without a server before it. */
let world: World
let ground: Ground

beforeAll(async () => {
  world = await makeWorld()
  const changes = await watchChanges(world.admin)
  const people = Object.values(world.people).flatMap((actor): Person[] =>
    actor.assignments.slice(0, 1).map(({ role }) => ({ role, actor, cookie: '' })),
  )
  ground = { send: sendTo(world), db: world.db, admin: world.admin, changes, people, seed: 20261122 }
})
afterAll(() => world.close())

function sendTo({ db }: World): Send {
  return async (person, { method, path, headers = {}, body }) => {
    const request = new Request(`http://exempel.se${path}`, { method, headers, ...(body ? { body } : {}) })
    const before = performance.now()
    const response = await api.fetch(request, { db, actor: person?.actor, now, requestId: uuidv7() })
    const text = await response.text()
    // How long it takes is for the command to say: what runs beside a test is not known.
    const ms = Math.min(performance.now() - before, 1000)
    return { status: response.status, headers: Object.fromEntries(response.headers), text, ms }
  }
}

test('whoever sends rubbish to any operation gets an answer of its description, and changes nothing by a refusal', async () => {
  const tally = newTally()
  const told = await toldOperations(ground)
  await fuzzOperations(ground, tally, { told, rounds: { valid: 1, 'near-valid': 1, hostile: 1 } })
  expect(faultRows(tally)).toEqual([])
  expect(tally.tried.size).toBe(told.length)
  expect(tally.counts.get('API|hostile')?.size).toBeGreaterThan(4)
})

const answer: Answer = { status: 200, headers: { 'content-type': 'text/html' }, text: '', ms: 1 }

test('the proof sees a fault: a 500, a refusal that changed something, text that became markup', async () => {
  const tally = newTally()
  const sent = { method: 'GET', path: '/api/v1/units' }
  const tried = { area: 'API', what: 'x', kind: 'valid' as const, person: the(ground, 'strategist'), sent }
  const broken: Ground = { ...ground, send: async () => ({ ...answer, status: 500 }) }
  await tryOnce(broken, tally, tried)
  expect(tally.faults.map(({ why }) => why)).toEqual(['answers 500'])
  await ground.changes.since()
  await world.admin.query('update unit set code = code where id = $1', [world.units['birch']])
  expect(changedWrongly({ ...answer, status: 409 }, await ground.changes.since())).toContain('update unit')
  expect(isInert({ ...answer, text: `<p>&lt;script>${marker}()</p>` })).toBeUndefined()
  expect(isInert({ ...answer, text: `<p><script>${marker}()</script></p>` })).toBeDefined()
})

test('a row that is written and then rolled back is no change', async () => {
  await ground.changes.since()
  await world.admin.query('begin')
  await world.admin.query('update unit set code = code')
  await world.admin.query('rollback')
  expect(await ground.changes.since()).toEqual([])
})

test('the patterns of the code are found, and one that runs away is told from one that does not', () => {
  expect(patternsIn('src').length).toBeGreaterThan(300)
  const pattern = { file: 'x.ts', flags: '' }
  expect(slowest({ ...pattern, source: '(a+)+$' }, 5000).ms).toBeGreaterThan(1000)
  expect(slowest({ ...pattern, source: '^[a-z]+$' }, 5000).ms).toBeLessThan(1000)
})
