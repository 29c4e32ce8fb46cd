import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeWorld, type World } from '#test/world.ts'
import { plansIn, today } from './arrange.test-support.ts'
import {
  decisionsOf,
  exceptMany,
  filterOwed,
  listExceptions,
  listOwed,
  missingIn,
  OwedListFilter,
  planContent,
  suggestNotCovered,
  withdrawDecision,
} from './public.ts'

let world: World
let arranged: ReturnType<typeof plansIn>
let id: string
beforeEach(async () => {
  world = await makeWorld()
  arranged = plansIn(world)
  id = await arranged.makePlan()
})
afterEach(() => world.close())

const decision = { reason: 'Historik saknas', decidedBy: 'Omsorgsnämnden § 45', decidedOn: today }
const except = (more: object, actor = world.people.strategist) =>
  exceptMany(world.as(actor), { yearPlanId: id, ...decision, ...more })
const entries = async () => {
  const plan = await arranged.planOf(id)
  return (await world.see(world.people.strategist, (tx) => listOwed(tx, plan, today))).entries
}
const missing = async (filter: object = {}) =>
  filterOwed(await entries(), OwedListFilter.parse({ kind: 'inDepth', state: 'missing', ...filter }))
const kept = () => world.see(world.people.strategist, (tx) => listExceptions(tx, id))

test('a strategist leaves out all that is owed in depth the first year, with one decision', async () => {
  const owed = await missing()
  expect(owed.length).toBeGreaterThan(3)
  expect(await except({ all: { kind: 'inDepth', year: 2027 } })).toMatchObject({ excepted: owed.length })
  expect(await missing()).toEqual([])
  const rows = await kept()
  expect(rows).toHaveLength(owed.length)
  expect(rows[0]).toMatchObject({ ...decision, madeByName: world.people.strategist.name, rule: 'inDepth' })
  expect(decisionsOf(rows)).toMatchObject([{ count: owed.length }])
  await expect(except({ all: { kind: 'inDepth', year: 2027 } })).rejects.toMatchObject({
    code: 'alreadyDone',
  })
})

test('all that is owed tells the same rows to put in as the list of what is missing', async () => {
  await world.admin.query('update year_plan set focus_areas = $2 where id = $1', [
    id,
    JSON.stringify([{ year: 2027, areas: ['Nutrition'] }]),
  ])
  const all = await entries()
  expect(all.find(({ kind }) => kind === 'focus')).toMatchObject({ state: 'missing', takeKey: null })
  const rows = missingIn(await arranged.factsOf(id)).map(({ key }) => key)
  expect([...new Set(all.flatMap(({ takeKey }) => takeKey ?? []))].toSorted()).toEqual(rows.toSorted())
})

test('only what is ticked, in the area or of the class of risk is left out', async () => {
  const [first, ...rest] = await missing()
  expect(await except({ keys: [first?.exceptKey] })).toMatchObject({ excepted: 1 })
  expect((await missing()).map(({ key }) => key)).toEqual(rest.map(({ key }) => key))
  expect(rest.every(({ risk }) => risk !== null)).toBe(true)
  const low = await missing({ risk: 'low' })
  if (low.length > 0) await except({ all: { kind: 'inDepth', risk: 'low' } })
  expect(await missing()).toHaveLength(rest.length - low.length)
  const elsewhere = { all: { area: crypto.randomUUID(), kind: 'inDepth' } }
  await expect(except(elsewhere)).rejects.toMatchObject({ code: 'alreadyDone' })
})

test('what is in the plan already is not left out, though its key is sent', async () => {
  const birch = (await missing()).find(({ unitId }) => unitId === world.units.birch)
  await arranged.add(id)
  await expect(except({ keys: [birch?.exceptKey] })).rejects.toMatchObject({ code: 'alreadyDone' })
  expect(await kept()).toEqual([])
})

test('one press takes all of it back, and what was left out by itself stands', async () => {
  const [first] = await missing()
  await except({ keys: [first?.exceptKey], reason: 'Byggs om' })
  const { excepted } = await except({ all: { kind: 'inDepth' } })
  const of = (await kept()).find(({ reason }) => reason === decision.reason)
  expect(await withdrawDecision(arranged.asStrategist(), { exceptionId: of?.id ?? '' })).toEqual({
    id: of?.id,
    yearPlanId: id,
    withdrawn: excepted,
  })
  expect((await kept()).map(({ reason }) => reason)).toEqual(['Byggs om'])
})

test('the board’s paper tells the decision once with how many, and no unit of many by name', async () => {
  const owed = await missing()
  await except({ all: { kind: 'inDepth', year: 2027 } })
  const told = await world.see(world.people.strategist, async (tx) => ({
    content: await planContent(tx, id, 1, today),
    lines: await suggestNotCovered(tx, await arranged.planOf(id), today),
  }))
  const [line, ...more] = told.content?.coverage.flatMap(({ exceptions }) => exceptions) ?? []
  expect(line).toContain(`${owed.length} enheter`)
  expect(line).toContain('Historik saknas')
  expect(more).toEqual([])
  expect(told.lines.filter(({ why }) => why.includes('Historik saknas'))).toHaveLength(1)
})

test('nobody else leaves anything out, nor is it done without a choice, a reason, or after handing over', async () => {
  const all = { kind: 'inDepth' as const } // the shape's words
  await expect(except({ all }, world.people.reviewer)).rejects.toMatchObject({ code: 'notAllowed' })
  for (const actor of [world.people.elderlyReviewer, world.people.rival, world.twin.people.strategist])
    await expect(except({ all }, actor)).rejects.toMatchObject({ code: 'notFound' })
  await expect(except({})).rejects.toMatchObject({ fields: [{ path: 'keys', code: 'chooseOne' }] })
  await expect(except({ all, reason: ' ' })).rejects.toMatchObject({ fields: [{ path: 'reason' }] })
  await expect(except({ all, decidedOn: '2026-12-24' })).rejects.toMatchObject({
    fields: [{ code: 'dateInFuture' }],
  })
  await world.admin.query(`update year_plan set state = 'submitted' where id = $1`, [id])
  await expect(except({ all })).rejects.toMatchObject({ code: 'wrongState' })
  expect(await kept()).toEqual([])
})

test('the classes of risk are 4–5, 3 and 1–2, and what is no unit is in none of them', async () => {
  const [row] = await missing()
  const weighed = [null, 1, 2, 3, 4, 5].map((risk) => ({ ...row!, risk }))
  const of = (risk: string) => filterOwed(weighed, OwedListFilter.parse({ risk })).map((entry) => entry.risk)
  expect([of('high'), of('middle'), of('low')]).toEqual([[4, 5], [3], [1, 2]])
})
