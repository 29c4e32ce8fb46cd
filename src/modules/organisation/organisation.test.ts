import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { withScope } from '#platform/db/transaction.ts'
import { insertUnits } from '#test/units.ts'
import { makeWorld, type World } from '#test/world.ts'
import { UnitFilter } from './contract.ts'
import { listUnitNames, listUnits } from './queries.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

async function seenBy(actor: Actor, filter: object = {}) {
  return withScope(world.db, scopeOf(actor), (tx) => listUnits(tx, UnitFilter.parse(filter), '2026-11-19'))
}

test('a provider sees its own three units in the register and no one else’s', async () => {
  const { units, total } = await seenBy(world.people.manager)
  expect(units.map((unit) => unit.name)).toEqual(['Björkgården', 'Ekbacken', 'Tallhöjden'])
  expect(total).toBe(3)
})

test('a reviewer of one board does not see the units of the other board', async () => {
  const { units } = await seenBy(world.people.elderlyReviewer)
  expect(units.map((unit) => unit.name)).toEqual(['Äldreboendet'])
})

test('a strategist finds a unit by part of the provider’s name', async () => {
  const { units } = await seenBy(world.people.strategist, { q: 'åkerbo', sort: '-namn' })
  expect(units.map((unit) => unit.name)).toEqual(['Tallhöjden', 'Ekbacken', 'Björkgården'])
})

test('nothing of the twin municipality is seen', async () => {
  const { units } = await seenBy(world.twin.people.strategist)
  const own = await seenBy(world.people.strategist)
  expect(units.filter((unit) => own.units.some((other) => other.id === unit.id))).toEqual([])
  expect(units).toHaveLength(5)
})

test('whoever chooses a unit has all there are to choose among, however many, and none of another board', async () => {
  await insertUnits(world, 201)
  const names = (actor: Actor, among: Parameters<typeof listUnitNames>[2] = {}) =>
    withScope(world.db, scopeOf(actor), async (tx) =>
      (await listUnitNames(tx, '2026-11-19', among)).map(({ name }) => name),
    )
  const { birch, elderly } = world.units
  const { strategist, elderlyReviewer, manager } = world.people
  expect(await names(strategist, { status: 'active', boardIds: [world.boards.care] })).toHaveLength(206)
  expect(await names(strategist, { ids: [birch] })).toEqual(['Björkgården'])
  expect(await names(elderlyReviewer, { ids: [birch, elderly] })).toEqual(['Äldreboendet'])
  expect(await names(manager, { ids: [] })).toEqual([])
  expect(await names(world.twin.people.strategist, { ids: [birch] })).toEqual([])
})
