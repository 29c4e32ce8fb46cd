import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { apiOf } from '#test/api.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { reviewsApi } from './api-reviews.ts'
import { planSettingsApi } from './api-settings.ts'
import { plansIn } from './arrange.test-support.ts'

let world: World
let plan: string
beforeAll(async () => {
  world = await makeWorld()
  plan = await plansIn(world).makePlan()
})
afterAll(() => world.close())

const api = apiOf([...reviewsApi, ...planSettingsApi])
const ask = (path: string, actor: Actor) =>
  api.fetch(new Request(`http://uppsikt.test/api/v1${path}`), {
    ...{ db: world.db, actor, now, requestId: uuidv7() },
  })
type Page = { duties: { key: string; state: string }[]; total: number }
const duties = async (query: string) =>
  // The shape that the operation promises.
  (await (await ask(`/year-plans/${plan}/duties?${query}`, world.people.strategist)).json()) as Page

test('another system reads all that a plan owes page by page, and only what it asks for', async () => {
  const all = await duties('limit=200')
  expect(all.total).toBe(all.duties.length)
  expect(all.total).toBeGreaterThan(3)
  const first = await duties('limit=2')
  const second = await duties('limit=2&page=2')
  expect([...first.duties, ...second.duties].map(({ key }) => key)).toEqual(
    all.duties.slice(0, 4).map(({ key }) => key),
  )
  expect([first.total, second.total]).toEqual([all.total, all.total])
  expect(await duties('state=excepted')).toEqual({ duties: [], total: 0 })
  const tooMany = await ask(`/year-plans/${plan}/duties?limit=201`, world.people.strategist)
  expect(tooMany.status).toBe(422)
})

test('a stranger finds nothing that the plan owes', async () => {
  for (const other of [world.people.rival, world.people.elderlyReviewer, world.twin.people.strategist])
    expect((await ask(`/year-plans/${plan}/duties`, other)).status).toBe(404)
})

test('the board’s office reads what follow-ups took as the page tells it, and nobody else does', async () => {
  const path = `/boards/${world.boards.care}/used-hours/2026`
  for (const own of [world.people.strategist, world.people.reviewer, world.people.director])
    expect((await ask(path, own)).status, own.name).toBe(200)
  const { rival, unitManager, elderlyReviewer } = world.people
  for (const other of [rival, unitManager, elderlyReviewer, world.twin.people.strategist])
    expect([403, 404], other.name).toContain((await ask(path, other)).status)
})
