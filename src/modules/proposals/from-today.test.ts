import { afterAll, beforeAll, expect, test } from 'vitest'
import { addItems, findYearPlan, setStaffHours } from '#modules/plans/public.ts'
import { makeWorld, type World } from '#test/world.ts'
import { proposalsIn } from './arrange.test-support.ts'
import { groundOf } from './ground-today.ts'
import { aGround, aUnit, nothingSupposed } from './ground.test-support.ts'
import { inputOf } from './input.ts'

let world: World
let at: ReturnType<typeof proposalsIn>
let plan: string
beforeAll(async () => {
  world = await makeWorld()
  at = proposalsIn(world)
  plan = await at.makePlan({ from: 2025, to: 2027 })
  const people = [{ accountId: world.people.reviewer.accountId, hours: Array.from({ length: 12 }, () => 80) }]
  await setStaffHours(at.strategist(), { boardId: at.boardId, year: 2025, people })
  const add = (unit: keyof typeof world.units, year: number, month: number) =>
    addItems(at.strategist(), {
      ...{ yearPlanId: plan, year, month, kind: 'planned' as const, depth: 'basic' as const },
      unitIds: [world.units[unit] ?? ''],
    })
  await add('birch', 2025, 5)
  await add('oak', 2026, 3)
  await add('pine', 2026, 12)
})
afterAll(() => world.close())

const asked = () =>
  world.see(world.people.strategist, async (tx) => {
    const ground = await groundOf(tx, (await findYearPlan(tx, plan))!, {
      today: '2026-11-19',
      keepMonths: true,
    })
    return inputOf(ground, nothingSupposed)
  })

test('nobody has any hours in a month that has gone by, so nothing is planned there', async () => {
  const { input } = await asked()
  const months = input.staff.flatMap(({ hours }) => Object.keys(hours))
  expect(months.toSorted()[0]).toBe('2026-11')
})

test('what was planned in a year that has ended stands where it stood, and what was not planned then is told', async () => {
  const { input, left } = await asked()
  expect(input.executed).toMatchObject([{ unitId: world.units.birch, month: '2025-05', depth: 'basic' }])
  const passed = left.filter(({ year, why }) => year === 2025 && why === 'passed').map(({ unitId }) => unitId)
  expect(passed).toContain(world.units.oak)
  expect(passed).not.toContain(world.units.birch)
})

test('a row of this year that is late without being prepared may be moved to a month that is left; a later one keeps its own', async () => {
  const { input } = await asked()
  const pinned = (unit: string | undefined) =>
    input.units.find(({ id }) => id.startsWith(unit ?? '-'))?.pinned?.['2026']
  expect(pinned(world.units.oak)).toBeUndefined()
  expect(pinned(world.units.pine)).toBe('2026-12')
})

test('of a year that has begun only what the decided plan has is asked for, and what is new since then', () => {
  const units = [aUnit('with'), aUnit('without'), aUnit('new', { startsOn: '2027-01-01' })]
  const { input, left } = inputOf(
    aGround(units, { from: '2027-03', undecided: new Set(['without 2027']) }),
    nothingSupposed,
  )
  expect(input.units.map(({ id }) => id)).toEqual(['with', 'new'])
  expect(left).toMatchObject([{ unitId: 'without', year: 2027, why: 'undecided' }])
})

test('a term whose months are over asks for no month any more, and one that is not does', () => {
  const late = aUnit('late', { choiceSystem: true, startsOn: '2026-12-01' })
  const formAt = (from: string) =>
    inputOf(aGround([late], { from }), nothingSupposed).input.units[0]?.operatingForm
  expect([formAt('2027-07'), formAt('2027-08')]).toEqual(['choiceSystem', 'inHouse'])
})
