import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#access/may.ts'
import { makeWorld, type World } from '#test/world.ts'
import { plansIn, today } from './arrange.test-support.ts'
import { listReasons, ReasonFilter } from './public.ts'

let world: World
let arranged: ReturnType<typeof plansIn>
let planId: string
beforeAll(async () => {
  world = await makeWorld()
  arranged = plansIn(world)
  const { birch, oak, pine } = world.units
  const deep = await arranged.followedUp(birch, { depth: 'inDepth', due_on: '2024-05-01', state: 'closed' })
  await arranged.followedUp(birch, { depth: 'inDepth', due_on: '2026-12-01', state: 'planned' })
  await arranged.found(deep, birch, { severity: 'acute', state: 'open' })
  const { first, third } = world.catalogue.requirements
  const serious = await arranged.found(deep, birch, { requirement_id: first, requirement_key: 'bas-ett' })
  await arranged.found(deep, birch, { requirement_id: third, requirement_key: 'bas-tre', state: 'closed' })
  await arranged.promised(deep, birch, serious, ['Skriva rutinen', 'Utbilda personalen'])
  await world.admin.query(`update action set due_on = '2026-11-01' where title = 'Skriva rutinen'`)
  await arranged.found(await arranged.followedUp(oak), oak, { severity: 'minor' })
  await arranged.followedUp(pine, { depth: 'inDepth', due_on: '2026-02-01' })
  planId = await arranged.makePlan()
})
afterAll(() => world.close())

async function reasons(asked: object = {}, actor: Actor = world.people.strategist) {
  const plan = await arranged.planOf(planId)
  return arranged.read(actor, (tx) => listReasons(tx, plan, ReasonFilter.parse(asked), today))
}

test('a strategist sees each reason to follow up a unit, counted, and sorts by any of them', async () => {
  const { units, total } = await reasons()
  expect(total).toBe(5)
  expect(units[0]).toMatchObject({
    ...{ name: 'Björkgården', acute: 1, serious: 1, minor: 0 },
    ...{ late: 1, yearsSince: 3, inPlan: true },
  })
  expect(units[1]).toMatchObject({ name: 'Ekbacken', minor: 1, late: 0, yearsSince: null })
  const names = async (asked: object) => (await reasons(asked)).units.map((unit) => unit.name)
  expect((await names({ sort: 'fordjupad' })).slice(0, 2)).toEqual(['Tallhöjden', 'Björkgården'])
  expect((await names({ sort: '-mindre' }))[0]).toBe('Ekbacken')
  expect(await names({ late: 'true' })).toEqual(['Björkgården'])
  expect(await names({ findings: 'true', inPlan: 'in', sort: 'enhet' })).toEqual(['Björkgården', 'Ekbacken'])
  expect(await names({ q: 'rival' })).toEqual(['Rivalen'])
})

test('the risk of each unit stands beside its reasons with what it rests on, and the list is sorted by it', async () => {
  const { units } = await reasons({ sort: '-risk' })
  expect(units.map(({ points }) => points)).toEqual(
    units.map(({ points }) => points).toSorted((one, other) => other - one),
  )
  expect(units[0]).toMatchObject({ name: 'Björkgården', risk: 4 })
  expect(units[0]?.reasons[0]).toBe('1 akut brist, 1 allvarlig brist och 1 sen åtgärd')
})

test('the competitor, the other board and the twin municipality read no reason', async () => {
  const { rival, elderlyReviewer, manager, member } = world.people
  for (const stranger of [elderlyReviewer, member, world.twin.people.strategist]) {
    const { units } = await reasons({}, stranger)
    expect(
      units.filter((unit) => unit.acute + unit.serious + unit.minor > 0),
      stranger.name,
    ).toEqual([])
  }
  expect((await reasons({}, rival)).units.map((unit) => unit.name)).not.toContain('Björkgården')
  expect((await reasons({}, manager)).units.map((unit) => unit.name)).not.toContain('Rivalen')
})
