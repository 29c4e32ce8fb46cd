import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { withScope } from '#platform/db/transaction.ts'
import { apiOf } from '#test/api.ts'
import { makeWorld, type World } from '#test/world.ts'
import { arranger } from './arrange.test-support.ts'
import { readingApi } from './api-reading.ts'
import { listUnitsWithResults, listUnitYears } from './public.ts'

let world: World
let made: ReturnType<typeof arranger>
beforeAll(async () => {
  world = await makeWorld()
  made = arranger(world)
  await made.fixedSilently('pine')
})
afterAll(() => world.close())

const years = (actor: Actor, thisYear = 2027) =>
  withScope(world.db, scopeOf(actor), (tx) => listUnitYears(tx, world.units.pine, { thisYear, years: 3 }))

test('a manager sees the unit over the years: counts by area, what was not met and what came of it', async () => {
  const over = await years(world.people.manager)
  expect(over.years).toEqual([2027, 2026, 2025])
  const sum = (name: 'met' | 'partly' | 'notMet') =>
    over.areas.reduce((total, one) => total + one.counts[name], 0)
  expect([sum('met'), sum('partly'), sum('notMet')]).toEqual([1, 1, 1])
  expect(over.areas.every((one) => one.year === 2027)).toBe(true)
  expect(over.notMet.map((one) => [one.severity, one.state])).toEqual([
    ['serious', 'open'],
    ['minor', 'open'],
  ])
  expect((await years(world.people.manager, 2031)).areas).toEqual([])
})

test('a competitor, another board and the twin municipality see no unit and no year', async () => {
  for (const actor of [world.people.rival, world.people.elderlyReviewer, world.twin.people.manager]) {
    expect(await years(actor), actor.name).toMatchObject({ areas: [], notMet: [] })
    expect(await withScope(world.db, scopeOf(actor), listUnitsWithResults), actor.name).toEqual([])
  }
})

test('the operator that takes over the unit sees nothing of what the earlier one was told', async () => {
  const { pine } = world.units
  const taken: Actor = {
    ...world.people.rival,
    assignments: world.people.rival.assignments.map((held) => ({ ...held, unitIds: [pine] })),
  }
  expect(await years(taken)).toMatchObject({ areas: [], notMet: [] })
})

test('a program reads the same years, in the shape that the API promises', async () => {
  const address = `http://localhost/api/v1/units/${world.units.pine}/results-over-years`
  const asked = (actor: Actor) =>
    apiOf(readingApi).fetch(new Request(address), {
      db: world.db,
      actor,
      now: new Date(),
      requestId: 'years',
    })
  expect((await asked(world.people.rival)).status).toBe(404)
  const answer = await asked(world.people.manager)
  expect(answer.status).toBe(200)
  const { areas } = (await answer.json()) as { areas: { counts: Record<string, number> }[] } // the promised shape
  for (const { counts } of areas) {
    const { total, ...verdicts } = counts
    expect(Object.values(verdicts).reduce((sum, one) => sum + one, 0)).toBe(total)
  }
  expect(areas.reduce((sum, { counts }) => sum + (counts['total'] ?? 0), 0)).toBeGreaterThan(0)
})
