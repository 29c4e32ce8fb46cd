import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { withScope } from '#platform/db/transaction.ts'
import { makeWorld, type World } from '#test/world.ts'
import { listApplicableRequirements } from './public.ts'
import { applies } from './rules.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const day = '2026-11-19'

function asked(actor: Actor, unit: string, depth: 'basic' | 'inDepth' = 'inDepth', on = day) {
  return withScope(world.db, scopeOf(actor), (tx) => listApplicableRequirements(tx, unit, on, depth))
}

test('a requirement for another service area or another law does not apply, and it is said which', () => {
  const unit = { serviceAreaKey: 'daglig-verksamhet', laws: ['LSS'] }
  const reach = (area: string, law: string) => applies({ serviceAreas: [area], laws: [law] }, unit)
  expect(reach('all', 'LSS')).toEqual({ applies: true, why: { ground: 'everyArea', laws: ['LSS'] } })
  expect(reach('daglig-verksamhet', 'LSS').why.ground).toBe('area')
  expect(reach('kost', 'LSS')).toEqual({ applies: false, why: { ground: 'otherArea', laws: ['LSS'] } })
  expect(reach('all', 'HSL')).toEqual({ applies: false, why: { ground: 'otherLaw', laws: [] } })
})

test('a reviewer gets the requirements of the agreement in order, with why', async () => {
  const found = await asked(world.people.reviewer, world.units.birch)
  expect(found?.agreement?.id).toBe(world.agreements.private)
  expect(found?.requirements.map((row) => row.code)).toEqual(['B1', 'B2', 'B3', 'B4', 'B5'])
  expect(found?.requirements[3]?.why).toBe('Gäller alla verksamhetsområden enligt HSL')
})

test('a basic follow-up leaves out what is asked in depth', async () => {
  const found = await asked(world.people.reviewer, world.units.birch, 'basic')
  expect(found?.requirements.map((row) => row.code)).toEqual(['B1', 'B2', 'B3', 'B4'])
})

test('a unit without an agreement is asked the newest published catalogue', async () => {
  const found = await asked(world.people.elderlyReviewer, world.units.elderly)
  expect(found?.agreement).toBeUndefined()
  expect(found?.catalogueVersionId).toBe(world.catalogue.versionId)
})

test('a unit that the reader may not see, or that was not there that day, has no requirements', async () => {
  expect(await asked(world.people.rival, world.units.birch)).toBeUndefined()
  expect(await asked(world.people.elderlyReviewer, world.units.birch)).toBeUndefined()
  expect(await asked(world.twin.people.strategist, world.units.birch)).toBeUndefined()
  expect(await asked(world.people.reviewer, world.units.birch, 'basic', '2021-01-01')).toBeUndefined()
})
