import { afterEach, beforeEach, expect, test } from 'vitest'
import { uuidv7 } from '#kernel/ids.ts'
import { createAgreement, fixPlan, savePlan } from '#modules/agreements/public.ts'
import { makeWorld, type World } from '#test/world.ts'
import { plansIn, today } from './arrange.test-support.ts'
import {
  addItems,
  coverageIn,
  exceptOwed,
  missingIn,
  setAreaRule,
  setPlanning,
  settleItem,
  takeOwed,
  withdrawException,
} from './public.ts'

let world: World
let arranged: ReturnType<typeof plansIn>
beforeEach(async () => {
  world = await makeWorld()
  arranged = plansIn(world)
})
afterEach(() => world.close())

const nothing = {
  coverage: 'none' as const,
  inDepthEvery: 0,
  inDepthOf: 'unit' as const,
  choiceSystemMonths: 0,
  procuredMonths: 0,
  lastYearActions: false,
}
const ask = (more: Partial<Parameters<typeof setAreaRule>[1]>) =>
  setAreaRule(arranged.asStrategist(), {
    ...nothing,
    boardId: world.boards.care,
    serviceAreaId: world.areas.groupHome,
    revision: 0,
    ...more,
  })
const noSelfCheck = () =>
  setPlanning(arranged.asStrategist(), {
    boardId: world.boards.care,
    revision: 0,
    fixedBy: 'board',
    changedBy: 'board',
    selfCheckEvery: 0,
    selfCheckFirst: 2018,
    reportMonths: 1,
    decideByMonth: 12,
    needsRiskAnalysis: false,
  })
const grounds = async (id: string) =>
  missingIn(await arranged.factsOf(id)).map((row) => [
    row.name,
    row.owing.map((one) => `${one.rule}${one.by ? ` ${one.by}` : ''}`).join(),
  ])
const take = async (id: string) =>
  takeOwed(arranged.asStrategist(), {
    yearPlanId: id,
    keys: missingIn(await arranged.factsOf(id)).map((row) => row.key),
  })

async function agreementAsking(firstOn: string, more: { depth?: 'inDepth' | 'basic' | null } = {}) {
  const agreementId = uuidv7()
  await createAgreement(arranged.asStrategist(), {
    id: agreementId,
    title: 'Drift av Ekbacken',
    status: 'adopted',
    catalogueVersionId: world.catalogue.versionId,
    boardId: world.boards.care,
    providerId: world.providers.private,
    kind: 'lou',
    units: [world.units.oak],
    from: '2026-06-01',
  })
  const row = {
    what: 'Bemanning',
    methods: ['visit' as const],
    rhythm: 'secondYear' as const,
    firstOn,
    depth: 'inDepth' as const,
    ifNotMet: 'dialogue' as const,
    clause: '7.2',
    ...more,
  }
  const draft = { agreementId, occasion: 'new' as const, rows: [row], revision: 0 }
  const { revision } = await savePlan(arranged.asStrategist(), draft)
  await fixPlan(arranged.asStrategist(), { agreementId, revision })
  return agreementId
}

test('an agreement’s own plan is owed its follow-up, so deep and so early, until it is in the plan', async () => {
  await ask({})
  await agreementAsking('2027-03-31')
  const id = await arranged.makePlan()
  expect(await grounds(id)).toEqual([['Ekbacken', 'agreement 3']])
  const [row] = missingIn(await arranged.factsOf(id))
  expect(row?.owing[0]?.ground).toContain('Drift av Ekbacken')
  await arranged.add(id, { unitIds: [world.units.oak], depth: 'basic', month: 5 })
  expect(missingIn(await arranged.factsOf(id))[0]).toMatchObject({
    depth: 'inDepth',
    month: 3,
    itemId: expect.any(String),
  })
  expect(await take(id)).toMatchObject({ added: 0, changed: 1 })
  expect(await arranged.itemsOf(id)).toMatchObject([{ name: 'Ekbacken', depth: 'inDepth', month: 3 }])
  expect(await grounds(id)).toEqual([])
})

test('what an agreement asks in January is carried by the year before, and what is made is not owed again', async () => {
  await ask({})
  await agreementAsking('2028-01-15', { depth: null })
  const id = await arranged.makePlan()
  expect(await grounds(id)).toEqual([['Ekbacken', 'agreement 12']])
  await arranged.followedUp(world.units.oak, { due_on: '2027-02-10', state: 'planned' })
  expect(await grounds(id)).toEqual([])
})

test('a new unit in a choice system is owed its first follow-up six months after its start', async () => {
  await ask({ choiceSystemMonths: 6 })
  const { fresh } = await world.insert('unit', { fresh: { code: 'E9', board_id: world.boards.care } })
  await world.insert('unit_state', {
    state: {
      unit_id: fresh,
      board_id: world.boards.care,
      name: 'Nystarten',
      provider_id: world.providers.competitor,
      service_area_id: world.areas.groupHome,
      operating_form: 'choiceSystem',
      laws: ['LSS'],
      district: 'Norra',
      places: 6,
      status: 'active',
      valid_from: '2026-10-01',
      recorded_at: '2026-10-01T08:00:00Z',
    },
  })
  const id = await arranged.makePlan()
  expect(await grounds(id)).toEqual([['Nystarten', 'choiceSystem 5']])
  await arranged.add(id, { unitIds: [fresh], month: 9 })
  expect(await grounds(id)).toEqual([['Nystarten', 'choiceSystem 5']])
  await take(id)
  expect(await arranged.itemsOf(id)).toMatchObject([{ month: 5, half: 1 }])
})

test('a procured unit is owed a follow-up two months before the decision on extension', async () => {
  await ask({ procuredMonths: 2 })
  await world.admin.query(
    `update agreement_state set extension_decision_by = '2027-06-30' where agreement_id = $1`,
    [world.agreements.private],
  )
  const id = await arranged.makePlan()
  expect(await grounds(id)).toEqual([
    ['Björkgården', 'procured 4'],
    ['Ekbacken', 'procured 4'],
    ['Tallhöjden', 'procured 4'],
  ])
  await take(id)
  expect((await arranged.itemsOf(id)).map((item) => item.month)).toEqual([4, 4, 4])
})

test('in depth is owed again the second calendar year, and not the year after it was made', async () => {
  await ask({ inDepthEvery: 2 })
  await arranged.followedUp(world.units.birch, { depth: 'inDepth', due_on: '2026-05-01' })
  await arranged.followedUp(world.units.oak, { depth: 'inDepth', due_on: '2025-05-01' })
  const id = await arranged.makePlan()
  const owed = (await grounds(id)).map(([name]) => name)
  expect(owed).not.toContain('Björkgården')
  expect(owed).toContain('Ekbacken')
})

test('the authority’s own self-check is owed every second year, and is ticked off by hand', async () => {
  await ask({})
  const two = await arranged.makePlan()
  expect(await grounds(two)).toEqual([])
  await setPlanning(arranged.asStrategist(), {
    boardId: world.boards.care,
    revision: 0,
    fixedBy: 'board',
    changedBy: 'board',
    selfCheckEvery: 2,
    selfCheckFirst: 2019,
    reportMonths: 1,
    decideByMonth: 12,
    needsRiskAnalysis: false,
  })
  expect(await grounds(two)).toEqual([['Omsorgsnämnden', 'selfCheck']])
  await take(two)
  const [item] = await arranged.itemsOf(two)
  expect(item).toMatchObject({ kind: 'selfCheck', subject: 'authority' })
  await settleItem(arranged.asStrategist(), {
    itemId: item!.id,
    doneOn: today,
    doneNote: 'Granskade 20 ärenden',
  })
  expect((await arranged.itemsOf(two))[0]).toMatchObject({ doneOn: today })
})

test('a share is counted of the units that owe it: one that ends, and another area’s, are not among them', async () => {
  await noSelfCheck()
  await ask({ coverage: 'share', sharePercent: 50 })
  await world.admin.query(
    `update unit_state set valid_to = '2027-02-01' where unit_id = $1 and superseded_at is null`,
    [world.units.pine],
  )
  await world.admin.query(
    `insert into unit_state select (r).* from (select jsonb_populate_record(s, $2::jsonb) as r from unit_state s
      where s.unit_id = $1) x`,
    [
      world.units.pine,
      JSON.stringify({ id: uuidv7(), status: 'ended', valid_from: '2027-02-01', valid_to: null }),
    ],
  )
  const id = await arranged.makePlan()
  const of = async () => coverageIn(await arranged.factsOf(id)).find((row) => row.year === 2027)
  const owing = 2
  await arranged.add(id, { unitIds: [world.units.elderly], ground: 'LSS-beslut' })
  expect(await of()).toMatchObject({ asked: owing, planned: 0 })
  await arranged.add(id, { unitIds: [world.units.birch] })
  expect(await of()).toMatchObject({ asked: owing, planned: 1 })
  await take(id)
  expect(await of()).toMatchObject({ asked: owing, planned: owing })
  expect(await grounds(id)).toEqual([])
})

test('a decision of exception stands in for what is owed until it is taken back', async () => {
  await ask({ coverage: 'everyUnit' })
  const id = await arranged.makePlan()
  const sourceId = world.units.birch
  const except = (decidedOn: string) =>
    exceptOwed(arranged.asStrategist(), {
      yearPlanId: id,
      rule: 'coverage',
      sourceId,
      year: 2027,
      reason: 'Enheten byggs om',
      decidedBy: 'Omsorgsnämnden § 45',
      decidedOn,
    })
  await expect(except('2026-12-24')).rejects.toMatchObject({ fields: [{ code: 'dateInFuture' }] })
  const made = await except('2026-11-10')
  expect((await grounds(id)).map(([name]) => name)).not.toContain('Björkgården')
  await expect(except('2026-11-10')).rejects.toMatchObject({ code: 'alreadyDone' })
  await withdrawException(arranged.asStrategist(), { exceptionId: made.id })
  expect((await grounds(id)).map(([name]) => name)).toContain('Björkgården')
})

test('a theme over a unit of the area counts as its follow-up of the year', async () => {
  await ask({ coverage: 'everyUnit' })
  const id = await arranged.makePlan()
  await addItems(arranged.asStrategist(), {
    yearPlanId: id,
    year: 2027,
    kind: 'theme',
    depth: 'basic',
    theme: 'Natt',
    unitIds: [world.units.birch],
  })
  expect((await grounds(id)).map(([name]) => name)).not.toContain('Björkgården')
})
