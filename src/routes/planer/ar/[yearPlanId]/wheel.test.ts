import { afterAll, beforeAll, expect, test } from 'vitest'
import { plansIn, today } from '#modules/plans/arrange.test-support.ts'
import {
  changeItems,
  filterItems,
  ItemFilter,
  listLastMonths,
  setStaffHours,
  type PlanItem,
} from '#modules/plans/public.ts'
import { makeWorld, type World } from '#test/world.ts'
import { loadFilterFrom, loadsOf } from './load.ts'
import { drawnRings, wheelOf } from './wheel.ts'

let world: World
let at: ReturnType<typeof plansIn>
let items: PlanItem[]
let yearPlanId: string

beforeAll(async () => {
  world = await makeWorld()
  at = plansIn(world)
  yearPlanId = await at.makePlan()
  await at.add(yearPlanId, { unitIds: [world.units.birch, world.units.oak, world.units.pine] })
  await at.add(yearPlanId, { unitIds: [world.units.rival], month: 10, depth: 'basic' })
  const hidden = (await at.itemsOf(yearPlanId)).find((row) => row.name === 'Tallhöjden')
  await changeItems(at.asStrategist(), {
    yearPlanId,
    itemIds: [hidden!.id],
    announced: false,
    reason: 'Dold',
  })
  items = await at.itemsOf(yearPlanId)
})
afterAll(() => world.close())

const nothing = { meetings: [], last: [] }

test('the reader of the wheel finds each follow-up once: in its month, or in its half-year where there is no more', () => {
  const { sum, rings } = wheelOf(items, 2027, nothing)
  expect(sum.months.map(({ count }) => count)).toEqual([0, 0, 2, 0, 0, 0, 0, 0, 0, 1, 0, 0])
  expect(sum.halves.map(({ count }) => count)).toEqual([1, 0])
  expect(sum.all).toMatchObject({ count: 4, inDepth: 3 })
  expect(rings.map(({ name }) => name)).toEqual(['Bostad med särskild service'])
  expect(wheelOf(items, 2028, nothing).sum.all.count).toBe(0)
})

test('where there are more areas than rings the rest are one, and nothing is lost', () => {
  const many = Array.from({ length: 40 }, (_, place) => ({
    ...items[0]!,
    id: String(place),
    serviceAreaId: `area ${place % 10}`,
    areaName: `Område ${place % 10}`,
    hours: 10 + (place % 10),
  }))
  const wheel = wheelOf(many, 2027, nothing)
  const drawn = drawnRings(wheel)
  expect(drawn).toHaveLength(6)
  expect(drawn.at(-1)?.together).toBe(5)
  expect(drawn.reduce((sum, ring) => sum + ring.all.count, 0)).toBe(40)
  expect(wheel.rings).toHaveLength(10)
})

test('a part of the wheel leads to just as many rows as it says', () => {
  const { sum, rings } = wheelOf(items, 2027, nothing)
  const listed = (more: object) => filterItems(items, ItemFilter.parse({ year: 2027, ...more }), today).length
  const area = rings[0]!.areaId
  expect(listed({ area, month: 3, placed: 'month' })).toBe(sum.months[2]?.count)
  expect(listed({ month: 1, placed: 'half' })).toBe(sum.halves[0]?.count)
  expect(listed({ area: 'none' })).toBe(0)
  expect(listed({ month: 3 })).toBe(3)
})

test('the last months of law stand in the wheel whether or not the plan has a row', async () => {
  const plan = await at.planOf(yearPlanId)
  const last = await at.read(world.people.strategist, (tx) => listLastMonths(tx, plan, { items, today }))
  expect(last.every(({ rule }) => ['procured', 'choiceSystem', 'agreement'].includes(rule))).toBe(true)
  const shown = wheelOf(items, 2027, {
    meetings: [],
    last: [
      { year: 2027, month: 4, rule: 'procured' },
      { year: 2027, month: 4, rule: 'procured' },
      { year: 2028, month: 4, rule: 'choiceSystem' },
    ],
  })
  expect(shown.last).toEqual([{ month: 4, procured: 2, choiceSystem: 0, agreement: 0 }])
})

const loadAt = (query: string) =>
  at.read(world.people.strategist, async (tx) =>
    loadsOf(tx, await at.planOf(yearPlanId), {
      items,
      filter: loadFilterFrom(new URL(`https://x.se/?${query}`), [2027]),
      today,
    }),
  )

test('a strategist sees whose months are overbooked, the sums of all and how even the year is', async () => {
  const { accountId } = world.people.reviewer
  await setStaffHours(at.asStrategist(), {
    boardId: world.boards['care']!,
    year: 2027,
    people: [{ accountId, hours: Array.from({ length: 12 }, () => 20) }],
  })
  const { years } = await loadAt('')
  const year = years[0]!
  const mine = year.rows.find((row) => row.accountId === accountId)!
  const hours = items.reduce((sum, item) => sum + item.hours, 0)
  expect(mine.months[2]).toMatchObject({ standing: 'over', has: 20 })
  expect(mine.months[6]?.standing).toBe('none')
  expect(year.sum).toMatchObject({ has: 240 })
  expect(year.sum.asked).toBeCloseTo(hours, 0)
  expect(year.quarters.reduce((sum, { ofYear }) => sum + ofYear, 0)).toBeCloseTo(1)
  expect(year.over).toBeGreaterThan(0)
  expect(year.idle).toBeGreaterThan(0)
})

test('the list keeps whom the filter asks for, while the sums are of everybody', async () => {
  const all = await loadAt('')
  expect((await loadAt('q=finns inte')).listed.total).toBe(0)
  const one = await loadAt(`vem=${world.people.reviewer.accountId}&overbokade=ja`)
  expect(one.years[0]?.rows.map((row) => row.accountId)).toEqual([world.people.reviewer.accountId])
  expect(one.years[0]?.sum.asked).toBe(all.years[0]?.sum.asked)
})
