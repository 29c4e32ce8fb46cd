import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeWorld, type World } from '#test/world.ts'
import { plansIn, today } from './arrange.test-support.ts'
import { coverageIn, listOwed, listReasons, missingIn, ReasonFilter, takeOwed } from './public.ts'

let world: World
let arranged: ReturnType<typeof plansIn>
beforeEach(async () => {
  world = await makeWorld()
  arranged = plansIn(world)
})
afterEach(() => world.close())

const missingOf = async (id: string) =>
  missingIn(await arranged.factsOf(id)).filter(({ unitId }) => unitId === world.units.oak)
const take = async (id: string) =>
  takeOwed(arranged.asStrategist(), { yearPlanId: id, keys: (await missingOf(id)).map(({ key }) => key) })

test('a row whose follow-up is cancelled covers nothing: it is owed again until a new row is put in its place', async () => {
  const id = await arranged.makePlan()
  await arranged.add(id, { unitIds: arranged.ownUnits() })
  const row = (await arranged.itemsOf(id)).find(({ unitId }) => unitId === world.units.oak)!
  const owed = () =>
    arranged.read(world.people.strategist, async (tx) => {
      const { entries } = await listOwed(tx, await arranged.planOf(id), today)
      return entries.find(({ unitId, kind }) => unitId === world.units.oak && kind === 'coverage')
    })
  const inPlan = async () => {
    const filter = ReasonFilter.parse({ q: 'Ekbacken' })
    const plan = await arranged.planOf(id)
    const { units } = await arranged.read(world.people.strategist, (tx) =>
      listReasons(tx, plan, filter, today),
    )
    return units[0]?.inPlan
  }
  const counted = async () => coverageIn(await arranged.factsOf(id)).find(({ asked }) => asked > 0)!
  expect(await owed()).toMatchObject({ state: 'met', itemId: row.id })
  expect(await missingOf(id)).toEqual([])
  const before = await counted()
  const cancelled = { plan_item_id: row.id, state: 'cancelled', due_on: '2027-03-31' }
  await arranged.followedUp(world.units.oak, cancelled)
  expect(await missingOf(id)).toMatchObject([{ name: 'Ekbacken', itemId: null }])
  expect(await owed()).toMatchObject({ state: 'missing', itemId: null, calledOffId: row.id })
  expect(await inPlan()).toBe(false)
  expect((await counted()).planned).toBe(before.planned - 1)
  expect(await take(id)).toMatchObject({ added: 1, changed: 0 })
  const after = (await arranged.itemsOf(id)).filter(({ unitId }) => unitId === world.units.oak)
  expect(after).toMatchObject([{ followUp: null, kind: 'planned' }])
  expect(after[0]?.id).not.toBe(row.id)
  expect(await owed()).toMatchObject({ state: 'met', itemId: after[0]?.id, calledOffId: null })
  expect(await inPlan()).toBe(true)
})

test('a unit whose follow-up is cancelled can be chosen for the plan again, and one whose stands is passed by', async () => {
  const id = await arranged.makePlan()
  await arranged.add(id, { unitIds: [world.units.oak] })
  const again = () => arranged.add(id, { unitIds: [world.units.oak] })
  expect(await again()).toMatchObject({ added: 0, already: ['Ekbacken'] })
  const [row] = await arranged.itemsOf(id)
  await arranged.followedUp(world.units.oak, { plan_item_id: row?.id, state: 'cancelled' })
  expect(await again()).toMatchObject({ added: 1, already: [] })
  expect(await arranged.itemsOf(id)).toMatchObject([{ name: 'Ekbacken', followUp: null }])
})
