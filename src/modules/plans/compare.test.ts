import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#access/may.ts'
import { makeWorld, type World } from '#test/world.ts'
import { plansIn, today } from './arrange.test-support.ts'
import {
  changeItems,
  CompareFilter,
  compareVersions,
  filterCompared,
  fixYearPlan,
  removeItems,
  reopenYearPlan,
  setAreaRule,
  setPlanning,
} from './public.ts'

let world: World
let arranged: ReturnType<typeof plansIn>
let id: string
const compare = async (asked: object = {}, actor: Actor = world.people.strategist) => {
  const plan = await arranged.planOf(id)
  return world.see(actor, (tx) => compareVersions(tx, plan, asked))
}
const told = async (asked: object = {}) =>
  ((await compare(asked))?.rows ?? []).map(({ kind, name, reason }) => [kind, name, reason])
const decide = async (paragraph: string) => {
  const { revision } = await arranged.planOf(id)
  const by = 'board' as const // the shape's words
  await fixYearPlan(arranged.asStrategist(), { yearPlanId: id, revision, by, decidedOn: today, paragraph })
}
const idsOf = async (name: string) =>
  (await arranged.itemsOf(id)).filter((item) => item.name === name).map((item) => item.id)

beforeAll(async () => {
  world = await makeWorld()
  arranged = plansIn(world)
  await setPlanning(arranged.asStrategist(), {
    boardId: world.boards.care ?? '',
    revision: 0,
    fixedBy: 'board',
    changedBy: 'board',
    selfCheckEvery: 0,
    selfCheckFirst: 2018,
    reportMonths: 1,
    decideByMonth: 12,
    needsRiskAnalysis: false,
  })
  for (const serviceAreaId of Object.values(world.areas))
    await setAreaRule(arranged.asStrategist(), {
      boardId: world.boards.care ?? '',
      serviceAreaId,
      revision: 0,
      coverage: 'none',
      inDepthEvery: 0,
      inDepthOf: 'unit',
      choiceSystemMonths: 0,
      procuredMonths: 0,
      lastYearActions: false,
    })
  id = await arranged.decidedPlan()
})
afterAll(() => world.close())

test('with one decided version there is nothing to compare', async () => {
  expect(await compare()).toBeUndefined()
})

test('the working version stands against the latest decided one, with the reason of each row', async () => {
  await reopenYearPlan(arranged.asStrategist(), { yearPlanId: id, reason: 'Ny enhet' })
  const [birch, oak] = [await idsOf('Björkgården'), await idsOf('Ekbacken')]
  expect([birch.length, oak.length]).toEqual([1, 1])
  const moved = { yearPlanId: id, itemIds: birch, month: 5, reason: 'Ledningen byts i mars' }
  await changeItems(arranged.asStrategist(), moved)
  await removeItems(arranged.asStrategist(), { yearPlanId: id, itemIds: oak, reason: 'Enheten stänger' })
  expect(await compare()).toMatchObject({ from: 1, to: 'utkast', decided: [1], hasWorking: true })
  expect(await told()).toEqual([
    ['moved', 'Björkgården', 'Ledningen byts i mars'],
    ['removed', 'Ekbacken', 'Enheten stänger'],
  ])
})

test('two decided versions are compared whichever way they are asked for, and the draft with either', async () => {
  await decide('§ 90')
  expect(await compare()).toMatchObject({ from: 1, to: 2, hasWorking: false })
  await reopenYearPlan(arranged.asStrategist(), { yearPlanId: id, reason: 'Mer' })
  const pine = await idsOf('Tallhöjden')
  await changeItems(arranged.asStrategist(), {
    yearPlanId: id,
    itemIds: pine,
    depth: 'basic',
    reason: 'Låg risk',
  })
  expect(await told({ from: 2, to: 1 })).toHaveLength(2)
  expect(await told({ from: 2, to: 'utkast' })).toEqual([['changed', 'Tallhöjden', 'Låg risk']])
  expect(await told({ from: 1, to: 'utkast' })).toHaveLength(3)
  expect(await compare({ from: 9, to: 12 })).toMatchObject({ from: 2, to: 'utkast' })
})

test('the differences are narrowed by kind, words and area', async () => {
  const rows = (await compare({ from: 1, to: 'utkast' }))?.rows ?? []
  const kept = (more: object) => filterCompared(rows, CompareFilter.parse(more)).map(({ name }) => name)
  expect(kept({ kind: 'removed' })).toEqual(['Ekbacken'])
  expect(kept({ q: 'låg risk' })).toEqual(['Tallhöjden'])
  expect(kept({ sort: '-namn' })).toEqual(['Tallhöjden', 'Ekbacken', 'Björkgården'])
  expect(
    kept({ area: world.areas.groupHome }).length + kept({ area: world.twin.areas.groupHome }).length,
  ).toBe(rows.filter((row) => row.serviceAreaId === world.areas.groupHome).length)
})

test('the competitor, the unit, the other board and the twin learn nothing of any version', async () => {
  const { rival, manager, elderlyReviewer } = world.people
  for (const actor of [rival, manager, elderlyReviewer, world.twin.people.strategist])
    expect(await compare({ from: 1, to: 2 }, actor)).toBeUndefined()
})
