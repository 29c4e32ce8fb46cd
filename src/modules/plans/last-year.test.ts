import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorld, type World } from '#test/world.ts'
import { plansIn } from './arrange.test-support.ts'
import {
  changeItems,
  fixYearPlan,
  listSources,
  listSourcesOfFollowUp,
  listWithdrawn,
  listVersions,
  prepareItems,
  setAreaRule,
  submitYearPlan,
} from './public.ts'

let world: World
let arranged: ReturnType<typeof plansIn>
let earlier: string
beforeAll(async () => {
  world = await makeWorld()
  arranged = plansIn(world)
  earlier = await arranged.followedUp(world.units.birch)
  const routine = await arranged.found(earlier, world.units.birch)
  const { first } = world.catalogue.requirements
  await arranged.found(earlier, world.units.birch, {
    requirement_id: first,
    requirement_key: 'bas-ett',
    severity: 'acute',
    title: 'Nödutgången är låst',
    state: 'open',
  })
  await arranged.found(earlier, world.units.birch, {
    requirement_id: world.catalogue.requirements.third,
    requirement_key: 'bas-tre',
    title: 'Avslutad brist',
    state: 'closed',
    closed_at: '2026-10-01T08:00:00Z',
  })
  await arranged.promised(earlier, world.units.birch, routine, ['Skriva rutinen', 'Utbilda personalen'])
})
afterAll(() => world.close())

const rule = {
  revision: 0,
  coverage: 'everyUnit' as const,
  inDepthEvery: 2,
  inDepthOf: 'unit' as const,
  choiceSystemMonths: 6,
  procuredMonths: 2,
}

test('last year’s results come into a new plan by themselves: one row a unit, with each action to check', async () => {
  const id = await arranged.makePlan()
  const items = await arranged.itemsOf(id)
  expect(items).toMatchObject([{ name: 'Björkgården', origin: 'lastYear', kind: 'planned', sources: 2 }])
  expect(items[0]?.why).toBe('2 brister från tidigare uppföljningar står kvar med 2 åtgärder.')
  const sources = (of: string) => arranged.read(world.people.strategist, (tx) => listSources(tx, of))
  expect(
    (await sources(items[0]!.id)).map((one) => [one.title, one.actions.map((action) => action.title)]),
  ).toEqual([
    ['Nödutgången är låst', []],
    ['Rutinen saknas', ['Skriva rutinen', 'Utbilda personalen']],
  ])
  for (const stranger of [
    world.people.elderlyReviewer,
    world.people.manager,
    world.people.rival,
    world.twin.people.strategist,
  ])
    expect(await arranged.read(stranger, (tx) => listSources(tx, items[0]!.id))).toEqual([])
})

test('the follow-up prepared from it lists each action to check, those that have come since as well', async () => {
  const id = await arranged.makePlan()
  await arranged.add(id, { unitIds: arranged.ownUnits() })
  const [item] = (await arranged.itemsOf(id)).filter((row) => row.name === 'Björkgården')
  await changeItems(arranged.asStrategist(), { yearPlanId: id, itemIds: [item!.id], depth: 'inDepth' })
  const late = await arranged.found(earlier, world.units.birch, { title: 'Funnen i december' })
  await arranged.promised(earlier, world.units.birch, late, ['Ordna jour'])
  await fixYearPlan(arranged.asStrategist(), {
    yearPlanId: id,
    revision: (await arranged.planOf(id)).revision,
    by: 'board',
    decidedOn: '2026-11-19',
    paragraph: '§ 9',
  })
  await prepareItems(arranged.asStrategist(), {
    yearPlanId: id,
    itemIds: [item!.id],
    leadId: world.people.reviewer.accountId,
  })
  const followUpId = (await arranged.itemsOf(id)).find((row) => row.id === item!.id)?.followUp?.id
  const list = await arranged.read(world.people.reviewer, (tx) => listSourcesOfFollowUp(tx, followUpId!))
  expect(list.flatMap((one) => one.actions.map((action) => action.title)).toSorted()).toEqual([
    'Ordna jour',
    'Skriva rutinen',
    'Utbilda personalen',
  ])
  expect(await arranged.read(world.people.manager, (tx) => listSourcesOfFollowUp(tx, followUpId!))).toEqual(
    [],
  )
})

test('where the area’s setting leaves last year out, no row comes by itself', async () => {
  await setAreaRule(arranged.asStrategist(), {
    ...rule,
    boardId: world.boards.care,
    serviceAreaId: world.areas.groupHome,
    lastYearActions: false,
  })
  const id = await arranged.makePlan()
  expect(await arranged.itemsOf(id)).toEqual([])
})

test('an outcome mended before the minutes are adjusted moves the plan, and what never held is still read', async () => {
  const id = await arranged.makePlan()
  await arranged.add(id, { unitIds: arranged.ownUnits() })
  await submitYearPlan(arranged.asStrategist(), {
    yearPlanId: id,
    revision: (await arranged.planOf(id)).revision,
  })
  const paper = await arranged.paperOf(id)
  const versions = () => arranged.read(world.people.strategist, (tx) => listVersions(tx, id))
  await arranged.decide(paper, 'asProposed')
  expect(await arranged.planOf(id)).toMatchObject({ state: 'decided', version: 1 })
  await arranged.decide(paper, 'referredBack', 'Visa kostnaden')
  expect(await arranged.planOf(id)).toMatchObject({ state: 'draft', version: 1 })
  expect(await versions()).toEqual([])
  expect(await arranged.read(world.people.member, (tx) => listVersions(tx, id))).toEqual([])
  await submitYearPlan(arranged.asStrategist(), {
    yearPlanId: id,
    revision: (await arranged.planOf(id)).revision,
  })
  await arranged.decide(paper, 'asProposed')
  await arranged.decide(paper, 'ownWording', 'Med tillägg om natten')
  await arranged.decide(paper, 'ownWording', 'Med tillägg om natten')
  expect(await versions()).toMatchObject([{ version: 1, wording: 'Med tillägg om natten' }])
  expect(await arranged.planOf(id)).toMatchObject({ state: 'decided', version: 1, returnedNote: '' })
  const withdrawn = await arranged.read(world.people.strategist, (tx) => listWithdrawn(tx, id))
  expect(withdrawn.map((one) => one.withdrawnNote.includes('rättades'))).toEqual([true, true])
})
