import { afterAll, beforeAll, expect, test } from 'vitest'
import { monthNames } from '#kernel/dates.ts'
import { check } from '#methods/planner/check/check.ts'
import { effectOf } from '#methods/planner/why/effect.ts'
import { hoursGiven } from '#methods/planner/why/plan-index.ts'
import { whyHere } from '#methods/planner/why/why-here.ts'
import {
  addItems,
  changeItems,
  exceptOwed,
  findLoad,
  findYearPlan,
  moveItem,
  pinItems,
} from '#modules/plans/public.ts'
import { makeWorld, type World } from '#test/world.ts'
import { proposalsIn } from './arrange.test-support.ts'
import {
  BrokenFilter,
  brokenNow,
  draftMarkOf,
  filterBroken,
  layPlan,
  rowWhy,
  takeProposal,
} from './public.ts'

let world: World
let at: ReturnType<typeof proposalsIn>
beforeAll(async () => {
  world = await makeWorld()
  at = proposalsIn(world)
  await at.giveHours()
})
afterAll(() => world.close())

/** The first plan that keeps the rules will do. */
const near = { mostSeconds: 10, gapPercent: 50 }
const lay = (plan: string, today = '2026-11-19') =>
  world.see(world.people.strategist, async (tx) => layPlan(tx, (await findYearPlan(tx, plan))!, { today }))
async function taken(years?: { from: number; to: number }): Promise<string> {
  const plan = await at.makePlan(years)
  const { id } = await at.ask(plan, near)
  await at.work()
  const draftMark = await world.see(world.people.strategist, (tx) => draftMarkOf(tx, plan))
  await takeProposal(at.strategist(), { proposalId: id, draftMark, reason: '' })
  return plan
}
const add = (yearPlanId: string, more: Partial<Parameters<typeof addItems>[1]> = {}) =>
  addItems(at.strategist(), {
    ...{ yearPlanId, year: 2027, month: 3, kind: 'planned' as const, depth: 'basic' as const },
    ...{ unitIds: [world.units.birch ?? ''] },
    ...more,
  })
const broken = ({ index }: Awaited<ReturnType<typeof lay>>) => check(index.input, index.followUps)

test(
  'a draft that is a proposal taken over breaks no rule, and each row knows its follow-up',
  { timeout: 60_000 },
  async () => {
    const laid = await lay(await taken({ from: 2027, to: 2028 }))
    expect(broken(laid)).toEqual([])
    expect(laid.items.length).toBeGreaterThanOrEqual(10)
    for (const item of laid.items) {
      const key = laid.keyOf(item.id)
      expect(key && laid.itemOf(key)?.id).toBe(item.id)
      expect(whyHere(laid.index, key!)?.followUp.depth).toBe(item.depth)
    }
    expect(laid.coarse.size).toBe(0)
  },
)

test(
  'what a move is said to break is what the check says once the row is moved',
  { timeout: 60_000 },
  async () => {
    const plan = await taken({ from: 2027, to: 2028 })
    const before = await lay(plan)
    const item = before.items.find(({ year, month }) => year === 2027 && month !== 12)!
    const next = before.items.find(({ year, unitId }) => year === 2028 && unitId === item.unitId)!
    await changeItems(at.strategist(), { yearPlanId: plan, itemIds: [next.id], month: 1 })
    const first = await lay(plan)
    const effect = effectOf(first.index, { kind: 'move', of: first.keyOf(item.id)!, to: '2027-12' })!
    expect(effect.broken.map(({ rule }) => rule)).toContain('gap')
    await changeItems(at.strategist(), { yearPlanId: plan, itemIds: [item.id], month: 12 })
    const gaps = broken(await lay(plan)).filter(({ rule }) => rule === 'gap')
    expect(gaps).toEqual(effect.broken.filter(({ rule }) => rule === 'gap'))
  },
)

test('an unannounced visit counts in its half-year, in the same month each time it is asked', async () => {
  const plan = await at.makePlan()
  const { itemIds } = await add(plan, { announced: false, month: null, half: 2 })
  const [one, other] = [await lay(plan), await lay(plan)]
  const [id = ''] = itemIds
  expect(one.coarse.has(id)).toBe(true)
  expect(one.keyOf(id)).toEqual(other.keyOf(id))
  expect(Number(one.keyOf(id)?.month.slice(5))).toBeGreaterThan(6)
  // July has hardly any hours.
  expect(one.keyOf(id)?.month).not.toBe('2027-07')
})

test('rows the planner does not know are no questions to it, and their hours are taken from people', async () => {
  const plan = await at.makePlan()
  const { accountId } = world.people.reviewer
  const team = [{ accountId, role: 'lead' as const, hours: 30 }]
  const theme = await add(plan, { kind: 'theme', theme: 'Natten', team })
  for (const rule of ['coverage', 'inDepth'] as const)
    await exceptOwed(at.strategist(), {
      ...{ yearPlanId: plan, rule, sourceId: world.units.pine ?? '', year: 2027 },
      ...{ reason: 'Flyttar', decidedBy: 'Nämnden', decidedOn: '2026-11-01' },
    })
  const excepted = await add(plan, { unitIds: [world.units.pine ?? ''], team })
  const laid = await lay(plan)
  for (const id of [...theme.itemIds, ...excepted.itemIds]) expect(laid.keyOf(id)).toBeUndefined()
  expect(laid.index.staff.get(accountId)?.hours['2027-03']).toBe(20)
  expect(laid.index.staff.get(accountId)?.hours['2027-04']).toBe(80)
})

test('a row without a team asks nobody for hours, and the rule of the team is told as broken', async () => {
  const plan = await at.makePlan()
  const { itemIds } = await add(plan)
  const laid = await lay(plan)
  const key = laid.keyOf(itemIds[0] ?? '')!
  expect(whyHere(laid.index, key)?.followUp.team).toEqual([])
  expect(broken(laid)).toContainEqual({ rule: 'team', unitId: key.unitId, month: '2027-03' })
  expect(broken(laid).filter(({ rule }) => rule === 'capacity')).toEqual([])
})

test('people in the usual two seats are the team of the question, whatever their own roles are called', async () => {
  const plan = await at.makePlan()
  await add(plan, {
    team: [
      { accountId: world.people.strategist.accountId, role: 'lead', hours: null },
      { accountId: world.people.mas.accountId, role: 'mas', hours: null },
    ],
  })
  expect(broken(await lay(plan)).filter(({ rule }) => rule === 'team')).toEqual([])
})

test(
  'a locked row keeps its month in the next proposal, and one computed before the lock does not move it',
  { timeout: 60_000 },
  async () => {
    const plan = await taken()
    const { id: earlier } = await at.ask(plan, near)
    await at.work()
    const row = (await at.items(plan)).find(({ unitId }) => unitId === world.units.birch)!
    const month = row.month === 12 ? 11 : 12
    await moveItem(at.strategist(), { itemId: row.id, revision: row.revision, month, pin: true })
    const take = async (proposalId: string) =>
      takeProposal(at.strategist(), {
        proposalId,
        draftMark: await world.see(world.people.strategist, (tx) => draftMarkOf(tx, plan)),
        reason: '',
      })
    await take(earlier)
    expect((await at.items(plan)).find(({ id }) => id === row.id)).toMatchObject({ month, pinned: true })
    const { id: later } = await at.ask(plan, near)
    await at.work()
    const asked = (await at.read(later)).input.units.find(({ id }) => id === world.units.birch)
    expect(asked?.pinned).toEqual({ '2027': `2027-${month}` })
    await take(later)
    expect((await at.items(plan)).find(({ id }) => id === row.id)).toMatchObject({ month, pinned: true })
    const laid = await lay(plan)
    const away = effectOf(laid.index, { kind: 'move', of: laid.keyOf(row.id)!, to: '2027-05' })
    expect(away?.broken.map(({ rule }) => rule)).toContain('pinned')
    await pinItems(at.strategist(), { yearPlanId: plan, itemIds: [row.id], pinned: false })
    expect((await lay(plan)).index.units.get(world.units.birch ?? '')?.input.pinned).toBeUndefined()
  },
)

test('what the draft breaks is told with its row, and people with too many hours apart', async () => {
  const plan = await at.makePlan()
  const { accountId } = world.people.reviewer
  const { itemIds } = await add(plan, { month: 7, team: [{ accountId, role: 'lead', hours: null }] })
  const { rows, overbooked, unset } = brokenNow(await lay(plan))
  const own = rows.filter(({ item, rule }) => item?.id === itemIds[0] && rule === 'team')
  expect(own).toMatchObject([{ rule: 'team', sentence: 'Teamet saknar medföljande.', year: 2027 }])
  // Twenty hours in July less twelve per cent for what happens; all the row's eighteen fall on one.
  expect(overbooked).toEqual([{ staffId: accountId, name: expect.any(String), month: '2027-07', hours: 0.4 }])
  expect(
    rows.filter(({ rule }) => rule === 'annual').map(({ unitId, item }) => [unitId !== null, item]),
  ).toEqual(Array.from({ length: 4 }, () => [true, null]))
  expect(unset).toEqual([])
  expect(filterBroken(rows, BrokenFilter.parse({ rule: 'team' }))).toEqual(own)
  expect(filterBroken(rows, BrokenFilter.parse({ q: 'finns inte' }))).toEqual([])
})

test('rows of a half-year ask the same hours in the plan’s load and where rules and events are tried', async () => {
  const yearPlanId = await at.makePlan()
  const { accountId } = world.people.reviewer
  const team = [{ accountId, role: 'lead' as const, hours: 120 }]
  const half = { announced: false, month: null, half: 1 as const, team }
  for (const unit of [world.units.birch, world.units.pine])
    await add(yearPlanId, { ...half, unitIds: [unit ?? ''] })
  await add(yearPlanId, { ...half, kind: 'theme', theme: 'Natten', unitIds: [world.units.birch ?? ''] })
  const laid = await lay(yearPlanId)
  const people = await world.see(world.people.strategist, async (tx) =>
    findLoad(tx, (await findYearPlan(tx, yearPlanId))!, {
      ...{ year: 2027, items: laid.items, today: '2026-11-19' },
    }),
  )
  const asked = people.find((one) => one.accountId === accountId)!.months.map((one) => one.asked)
  expect(asked).toEqual([60, 60, 60, 60, 60, 60, 0, 0, 0, 0, 0, 0])
  // What the planner does not know is taken from the hours beforehand; the two it knows ask forty a month.
  const given = (month: number) =>
    hoursGiven(laid.index, { staffId: accountId, month: `2027-${String(month).padStart(2, '0')}` })
  expect(asked.map((_, month) => given(month + 1))).toEqual(asked.map((hours) => hours && 40))
  expect(laid.index.staff.get(accountId)?.hours['2027-03']).toBe(60)
  // No month stands out as the one that a visit is counted in: only June has fewer hours.
  expect(brokenNow(laid).overbooked).toMatchObject([{ staffId: accountId, month: '2027-06', hours: 4.8 }])
})

test('of people whom nobody has set any hours of, none is said to have too many', async () => {
  const plan = await at.makePlan()
  await add(plan, { team: [{ accountId: world.people.reviewer.accountId, role: 'lead', hours: null }] })
  await world.admin.query('delete from staff_hours where account_id = $1', [world.people.reviewer.accountId])
  const { overbooked, unset } = brokenNow(await lay(plan))
  await at.giveHours()
  expect(overbooked).toEqual([])
  expect(unset).toHaveLength(1)
})

test(
  'a row tells why it lies there and what other months mean; a row with a half-year tells of halves only',
  { timeout: 60_000 },
  async () => {
    const plan = await taken({ from: 2027, to: 2027 })
    const laid = await lay(plan)
    const [item] = laid.items
    const why = rowWhy(laid, item!)!
    expect(why.months).toHaveLength(12)
    expect(why.months.filter(({ isHere }) => isHere).map(({ month }) => month)).toEqual([item!.month])
    expect(why.sentences.join(' ')).toContain('Enheten har risk')
    expect(why.broken).toEqual([])
    const coarse = await at.makePlan()
    const { itemIds } = await add(coarse, { announced: false, month: null, half: 2 })
    const other = await lay(coarse)
    const told = rowWhy(
      other,
      other.items.find(({ id }) => id === itemIds[0])!,
    )!
    expect(told.months).toEqual([])
    expect(told.halves).toMatchObject([
      { half: 1, isHere: false },
      { half: 2, isHere: true },
    ])
    // The month it is counted in is nobody's to know.
    const supposed = monthNames[Number(other.keyOf(itemIds[0] ?? '')?.month.slice(5)) - 1] ?? '-'
    expect(JSON.stringify([told, brokenNow(other).rows])).not.toContain(supposed)
    expect(JSON.stringify(told)).not.toContain(other.keyOf(itemIds[0] ?? '')?.month)
  },
)

test('a month that has gone by is no month to move to, and never the next best', async () => {
  const plan = await at.makePlan()
  const { itemIds } = await add(plan, { month: 9 })
  const laid = await lay(plan, '2027-08-15')
  const item = laid.items.find(({ id }) => id === itemIds[0])!
  const why = rowWhy(laid, item)!
  const gone = why.months.filter(({ month }) => month < 8)
  expect(gone.every((one) => !one.allowed && one.broken.includes('månaden har passerat'))).toBe(true)
  expect(why.months.find(({ month }) => month === 8)?.broken).not.toContain('månaden har passerat')
  expect(why.sentences.at(-1)).not.toMatch(/januari|februari|mars|april|maj|juni|juli/)
})
