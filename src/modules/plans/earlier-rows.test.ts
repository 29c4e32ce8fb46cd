import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorld, type World } from '#test/world.ts'
import { plansIn, today } from './arrange.test-support.ts'
import { createYearPlan, factsFor } from './public.ts'

let world: World
let arranged: ReturnType<typeof plansIn>
let id: string
let earlier: string
beforeAll(async () => {
  world = await makeWorld()
  arranged = plansIn(world)
  id = await arranged.makePlan()
  const made = await createYearPlan(arranged.asStrategist(), {
    ...{ boardId: world.boards.care, fromYear: 2026, toYear: 2026, title: 'Plan 2026', matterId: null },
  })
  earlier = made.id
})
afterAll(() => world.close())

const planned = async (unitId: string, month: number) => {
  const { itemIds } = await arranged.add(earlier, { year: 2026, month, unitIds: [unitId] })
  return itemIds[0] ?? ''
}
const daysOf = async (unitId: string, on = today) => {
  const [plan, items] = [await arranged.planOf(id), await arranged.itemsOf(id)]
  const facts = await world.see(world.people.strategist, (tx) =>
    factsFor(tx, plan, { planned: items, today: on }),
  )
  return facts.units.find((unit) => unit.unitId === unitId)?.followUps.map((one) => one.on)
}

test('what an earlier plan has in December counts as to be followed up then, until the month has gone by', async () => {
  const unitId = world.units.birch
  await planned(unitId, 12)
  expect(await daysOf(unitId)).toEqual(['2026-12-31'])
  expect(await daysOf(unitId, '2027-01-01')).toEqual([])
})

test('a row whose follow-up was cancelled was no follow-up, and one that has a follow-up is told by its day', async () => {
  const unitId = world.units.oak
  const itemId = await planned(unitId, 12)
  await arranged.followedUp(unitId, { state: 'cancelled', plan_item_id: itemId, due_on: '2026-12-10' })
  expect(await daysOf(unitId)).toEqual([])
  await arranged.followedUp(unitId, { state: 'planned', plan_item_id: itemId, due_on: '2026-12-15' })
  expect(await daysOf(unitId)).toEqual(['2026-12-15'])
})

test('a row that was ticked off counts from the day it was done', async () => {
  const unitId = world.units.pine
  const itemId = await planned(unitId, 3)
  expect(await daysOf(unitId)).toEqual([])
  await world.admin.query(`update plan_item set done_on = '2026-04-02' where id = $1`, [itemId])
  expect(await daysOf(unitId)).toEqual(['2026-04-02'])
})
