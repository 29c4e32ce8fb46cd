import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { addItems } from '#modules/plans/public.ts'
import { apiOf } from '#test/api.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { laidApi } from './api-laid.ts'
import { proposalsIn } from './arrange.test-support.ts'

let world: World
let plan: string
let itemId: string
let secret: string
beforeAll(async () => {
  world = await makeWorld()
  const at = proposalsIn(world)
  await at.giveHours()
  plan = await at.makePlan()
  const add = (unit: string, announced: boolean) =>
    addItems(at.strategist(), {
      ...{ yearPlanId: plan, year: 2027, month: 3, kind: 'planned' as const, depth: 'basic' as const },
      ...{ unitIds: [unit], announced },
    })
  itemId = (await add(world.units.birch ?? '', true)).itemIds[0] ?? ''
  secret = (await add(world.units.oak ?? '', false)).itemIds[0] ?? ''
})
afterAll(() => world.close())

const api = apiOf(laidApi)
const ask = (path: string, actor: Actor) =>
  api.fetch(new Request(`http://uppsikt.test/api/v1${path}`), {
    ...{ db: world.db, actor, now, requestId: uuidv7() },
  })
const paths = () => [
  `/year-plans/${plan}/broken-rules`,
  `/year-plan-items/${itemId}/why`,
  `/year-plan-items/${itemId}/move-effects/9`,
]

test('a stranger learns nothing of what the draft breaks, nor that there is one', async () => {
  for (const path of paths()) {
    expect((await ask(path, world.twin.people.strategist)).status).toBe(404)
    for (const other of [world.people.rival, world.people.elderlyReviewer])
      expect([403, 404]).toContain((await ask(path, other)).status)
  }
})

test('another system asks what the draft breaks, why a row lies there and what a move would break', async () => {
  const [broken, why, effect] = await Promise.all(
    paths().map(async (path) => (await ask(path, world.people.strategist)).json()),
  )
  expect(broken).toMatchObject({ unset: [], overbooked: [] })
  expect(broken).toHaveProperty('rows.0.sentence')
  expect(why).toMatchObject({ known: true, halves: [] })
  expect(effect).toMatchObject({ effect: { suggested: { cost: expect.any(Number) } } })
  expect((await ask(`/year-plan-items/${itemId}/move-effects/13`, world.people.strategist)).status).toBe(404)
})

test('no month is told of an unannounced visit, whatever is asked', async () => {
  const strategist = world.people.strategist
  const effect = await ask(`/year-plan-items/${secret}/move-effects/2`, strategist)
  expect(await effect.json()).toEqual({ effect: null })
  const why = await (await ask(`/year-plan-items/${secret}/why`, strategist)).json()
  expect(why).toMatchObject({ months: [], halves: [{ half: 1, isHere: true }, { half: 2 }] })
})
