import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#access/may.ts'

import { uuidv7 } from '#kernel/ids.ts'

import { plansIn, today } from './arrange.test-support.ts'
import { makeWorld, type World } from '#test/world.ts'
import {
  addItems,
  changeItem,
  changeItems,
  exceptOwed,
  findYearPlan,
  listChanges,
  listItems,
  listOtherBoardsUnits,
  listSchedule,
  planContent,
  removeItems,
  restoreItem,
  setAreaRule,
  setVisitDay,
  submitYearPlan,
  takeBackYearPlan,
  takeOwed,
  factsFor,
  missingIn,
} from './public.ts'

let world: World
let arranged: ReturnType<typeof plansIn>
beforeAll(async () => {
  world = await makeWorld()
  arranged = plansIn(world)
})
afterAll(() => world.close())

test('the other board, a provider, a competitor and the twin municipality find neither plan nor rows', async () => {
  const id = await arranged.makePlan()
  await arranged.add(id)
  const strangers = [
    world.people.elderlyReviewer,
    world.people.manager,
    world.people.rival,
    world.people.member,
    world.twin.people.strategist,
  ]
  for (const stranger of strangers) {
    expect(await arranged.read(stranger, (tx) => findYearPlan(tx, id))).toBeUndefined()
    expect(await arranged.read(stranger, (tx) => listItems(tx, id))).toEqual([])
    expect(await arranged.read(stranger, (tx) => planContent(tx, id, 1))).toBeUndefined()
    await expect(
      changeItems(world.as(stranger), { yearPlanId: id, itemIds: [uuidv7()], month: 5 }),
    ).rejects.toMatchObject({ code: 'notFound' })
  }
})

test('a reviewer reads the plan but may not change it', async () => {
  const id = await arranged.makePlan()
  await expect(
    addItems(world.as(world.people.reviewer), {
      yearPlanId: id,
      year: 2027,
      kind: 'planned',
      depth: 'basic',
      unitIds: [world.units.birch],
    }),
  ).rejects.toMatchObject({ code: 'notAllowed' })
  expect(await arranged.read(world.people.reviewer, (tx) => listItems(tx, id))).toEqual([])
})

test('a strategist adds five units in one go, and is told of the unit a colleague had put there first', async () => {
  const id = await arranged.makePlan()
  await arranged.add(id)
  const result = await arranged.add(id, { unitIds: arranged.ownUnits(), spread: [2, 4, 9] })
  expect(result).toMatchObject({ added: 4, already: ['Björkgården'] })
  const items = await arranged.itemsOf(id)
  expect(items.map((item) => [item.name, item.month])).toEqual(
    [
      ['Kommungården', 4],
      ['Björkgården', 3],
      ['Ekbacken', 4],
      ['Rivalen', 2],
      ['Tallhöjden', 9],
    ].toSorted(
      (one, other) =>
        Number(one[1]) - Number(other[1]) || String(one[0]).localeCompare(String(other[0]), 'sv'),
    ),
  )
  expect(items[0]).toMatchObject({ hours: 50, team: [{ name: 'Ulla Uppföljare', role: 'lead' }] })
})

test('another board’s unit is taken in only with a ground, and is known by name, area and board', async () => {
  const id = await arranged.makePlan()
  const others = await arranged.read(world.people.strategist, (tx) => listOtherBoardsUnits(tx))
  expect(others.map((unit) => [unit.name, unit.boardName])).toEqual([['Äldreboendet', 'Äldrenämnden']])
  await expect(arranged.add(id, { unitIds: [world.units.elderly] })).rejects.toMatchObject({
    fields: [{ path: 'ground', code: 'reasonNeeded' }],
  })
  expect(await arranged.itemsOf(id)).toEqual([])
  await arranged.add(id, { unitIds: [world.units.elderly], ground: 'Beslut enligt LSS som nämnden fattat' })
  expect(await arranged.itemsOf(id)).toMatchObject([{ name: 'Äldreboendet', otherBoardName: 'Äldrenämnden' }])
  await expect(arranged.add(id, { unitIds: [world.twin.units.birch] })).rejects.toMatchObject({
    code: 'notFound',
  })
})

test('two strategists on one row: the second is shown what the first wrote, and nothing is overwritten', async () => {
  const id = await arranged.makePlan()
  await arranged.add(id)
  const [item] = await arranged.itemsOf(id)
  const change = (month: number) =>
    changeItem(arranged.asStrategist(), {
      itemId: item!.id,
      revision: 1,
      year: 2027,
      month,
      kind: 'planned',
      depth: 'inDepth',
      team: [],
    })
  await change(5)
  await expect(change(9)).rejects.toMatchObject({ code: 'stale', current: { month: 5, revision: 2 } })
  expect(await arranged.itemsOf(id)).toMatchObject([{ month: 5, revision: 2 }])
})

test('many rows are moved at once, each told of in the log with its reason', async () => {
  const id = await arranged.makePlan()
  await arranged.add(id, { unitIds: [world.units.birch, world.units.oak] })
  const itemIds = (await arranged.itemsOf(id)).map((item) => item.id)
  await changeItems(arranged.asStrategist(), {
    yearPlanId: id,
    itemIds,
    month: 10,
    leadId: world.people.mas.accountId,
    reason: 'Sjukskrivning',
  })
  expect(await arranged.itemsOf(id)).toMatchObject([
    { month: 10, team: [{ name: 'Maja Mas', role: 'lead' }] },
    { month: 10, team: [{ name: 'Maja Mas', role: 'lead' }] },
  ])
  const changes = await arranged.read(world.people.strategist, (tx) => listChanges(tx, id))
  expect(changes.filter((change) => change.kind === 'moved')).toMatchObject([
    { reason: 'Sjukskrivning', before: { month: 3 }, after: { month: 10 } },
    { reason: 'Sjukskrivning', before: { month: 3 }, after: { month: 10 } },
  ])
})

test('a row is taken out with a reason and can be put back', async () => {
  const id = await arranged.makePlan()
  const { itemIds } = await arranged.add(id)
  await expect(
    removeItems(arranged.asStrategist(), { yearPlanId: id, itemIds, reason: '' }),
  ).rejects.toMatchObject({
    code: 'invalidInput',
  })
  await removeItems(arranged.asStrategist(), { yearPlanId: id, itemIds, reason: 'Enheten läggs ned' })
  expect(await arranged.itemsOf(id)).toEqual([])
  await restoreItem(arranged.asStrategist(), { itemId: itemIds[0]! })
  expect(await arranged.itemsOf(id)).toHaveLength(1)
})

test('an unannounced visit is never more exact in the plan than its half-year, and its day is the team’s own', async () => {
  const id = await arranged.makePlan()
  const { itemIds } = await arranged.add(id, { announced: false, month: 9 })
  const itemId = itemIds[0]!
  expect(await arranged.itemsOf(id)).toMatchObject([{ month: null, half: 2, announced: false }])
  await setVisitDay(world.as(world.people.reviewer), { itemId, revision: 0, visitOn: '2027-09-14' })
  const seenBy = async (actor: Actor) =>
    (await arranged.read(actor, (tx) => listSchedule(tx, id, actor))).map((row) => row.visitOn)
  expect(await seenBy(world.people.reviewer)).toEqual(['2027-09-14'])
  expect(await seenBy(world.people.strategist)).toEqual(['2027-09-14'])
  for (const other of [
    world.people.mas,
    world.people.director,
    world.people.registrar,
    world.people.elderlyReviewer,
  ])
    expect(await seenBy(other)).toEqual([])
  const rows = await arranged.read(world.people.mas, (tx) =>
    tx.selectFrom('planVisitDay').selectAll().execute(),
  )
  expect(rows).toEqual([])
  await expect(
    setVisitDay(world.as(world.people.mas), { itemId, revision: 1, visitOn: '2027-09-15' }),
  ).rejects.toMatchObject({ code: 'notFound' })
  await expect(
    setVisitDay(world.as(world.people.reviewer), { itemId, revision: 1, visitOn: '2027-03-15' }),
  ).rejects.toMatchObject({ fields: [{ path: 'visitOn', code: 'dayOutsidePlan' }] })
  const content = await arranged.read(world.people.strategist, (tx) => planContent(tx, id, 1))
  const told = JSON.stringify(content)
  expect(content?.items).toMatchObject([{ month: null, when: 'andra halvåret' }])
  expect(told).not.toContain('2027-09')
  expect(told).not.toContain('september')
})

test('what is owed is listed with its ground and put into the plan in one press, twice changing nothing more', async () => {
  const id = await arranged.makePlan()
  await setAreaRule(arranged.asStrategist(), {
    boardId: world.boards.care,
    serviceAreaId: world.areas.groupHome,
    revision: 0,
    coverage: 'everyUnit',
    inDepthEvery: 2,
    inDepthOf: 'unit',
    choiceSystemMonths: 6,
    procuredMonths: 2,
    lastYearActions: true,
  })
  await arranged.add(id, { depth: 'basic' })
  const missing = async () => {
    const plan = await arranged.planOf(id)
    const items = await arranged.itemsOf(id)
    return missingIn(
      await arranged.read(world.people.strategist, (tx) => factsFor(tx, plan, { planned: items, today })),
    )
  }
  const rows = await missing()
  expect(rows.map((row) => [row.name, row.owing.map((owing) => owing.rule).join()])).toEqual([
    ['Björkgården', 'inDepth'],
    ['Ekbacken', 'coverage,inDepth'],
    ['Kommungården', 'coverage,inDepth'],
    ['Rivalen', 'coverage,inDepth'],
    ['Tallhöjden', 'coverage,inDepth'],
  ])
  const keys = rows.map((row) => row.key)
  expect(await takeOwed(arranged.asStrategist(), { yearPlanId: id, keys })).toMatchObject({
    added: 4,
    changed: 1,
  })
  expect(await missing()).toEqual([])
  expect(await takeOwed(arranged.asStrategist(), { yearPlanId: id, keys })).toMatchObject({
    added: 0,
    changed: 0,
  })
})

test('two calendar years without in depth ask for a decision before the plan is handed over', async () => {
  const id = await arranged.makePlan()
  await arranged.add(id, { unitIds: arranged.ownUnits(), depth: 'basic' })
  const submit = async () =>
    submitYearPlan(arranged.asStrategist(), {
      yearPlanId: id,
      revision: (await arranged.planOf(id)).revision,
    })
  await expect(submit()).rejects.toMatchObject({ code: 'checksRemain' })
  for (const sourceId of arranged.ownUnits())
    await exceptOwed(arranged.asStrategist(), {
      yearPlanId: id,
      rule: 'inDepth',
      sourceId,
      year: 2027,
      reason: 'Området läggs om',
      decidedBy: 'Omsorgsnämnden § 45',
      decidedOn: '2026-11-10',
    })
  await submit()
  expect(await arranged.planOf(id)).toMatchObject({ state: 'submitted' })
  await expect(arranged.add(id, { unitIds: [world.units.birch], kind: 'revisit' })).rejects.toMatchObject({
    code: 'wrongState',
  })
  const content = await arranged.read(world.people.strategist, (tx) => planContent(tx, id, 1))
  expect(content?.coverage[0]?.exceptions[0]).toBe(
    'Björkgården: Området läggs om (Omsorgsnämnden § 45, 2026-11-10)',
  )
})

test('a plan is not handed over after the stop date of the meeting without a reason', async () => {
  const id = await arranged.makePlan()
  await arranged.add(id, { unitIds: arranged.ownUnits() })
  const { meeting } = await world.insert('meeting', {
    meeting: {
      board_id: world.boards.care,
      held_on: '2026-12-10',
      papers_by: '2026-11-18',
      state: 'planned',
    },
  })
  const { revision } = await arranged.planOf(id)
  const wanted = { yearPlanId: id, revision, meetingId: meeting }
  await expect(submitYearPlan(arranged.asStrategist(), wanted)).rejects.toMatchObject({
    fields: [{ path: 'lateReason', code: 'reasonNeeded' }],
  })
  await submitYearPlan(arranged.asStrategist(), { ...wanted, lateReason: 'Nya avtal i november' })
  expect(await arranged.planOf(id)).toMatchObject({ state: 'submitted', meetingId: meeting })
  await takeBackYearPlan(arranged.asStrategist(), { yearPlanId: id, reason: 'Fel månad' })
  expect(await arranged.planOf(id)).toMatchObject({ state: 'draft', returnedNote: 'Fel månad' })
})
