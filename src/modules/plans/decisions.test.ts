import { afterAll, beforeAll, expect, test } from 'vitest'

import { plansIn, today } from './arrange.test-support.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import {
  changeItems,
  changeYearPlan,
  findItem,
  fixYearPlan,
  listChanges,
  listItems,
  listVersions,
  pinItems,
  planContent,
  prepareItems,
  removeItems,
  reopenYearPlan,
  setPlanning,
  setStaffHours,
  submitYearPlan,
  findLoad,
} from './public.ts'

let world: World
let arranged: ReturnType<typeof plansIn>
beforeAll(async () => {
  world = await makeWorld()
  arranged = plansIn(world)
})
afterAll(() => world.close())

test('the board reads why an unannounced visit is made, and not the last month that a duty gives it', async () => {
  const id = await arranged.makePlan()
  const why =
    'Årlig uppföljning. Avtalets uppföljningsplan, senast april. Före beslut om förlängning, senast maj.'
  const hushed = { announced: false, month: null, half: 2 as const, why } // one of two
  const { itemIds } = await arranged.add(id, hushed)
  await arranged.add(id, { unitIds: arranged.ownUnits().slice(1), why })
  const { revision } = await arranged.planOf(id)
  await fixYearPlan(arranged.asStrategist(), {
    ...{ yearPlanId: id, revision, by: 'board', decidedOn: today, paragraph: '§ 88' },
  })
  await reopenYearPlan(arranged.asStrategist(), { yearPlanId: id, reason: 'Nytt avtal' })
  const moved = { half: 1 as const, reason: 'Avtalets uppföljningsplan, senast mars.' } // one of two
  await changeItems(arranged.asStrategist(), { yearPlanId: id, itemIds, ...moved })
  const content = await arranged.read(world.people.strategist, (tx) => planContent(tx, id, 2))
  const told = (isAnnounced: boolean) =>
    new Set(content?.items.flatMap((item) => (item.announced === isAnnounced ? [item.why] : [])))
  expect([...told(true)]).toEqual([why])
  expect([...told(false)]).toEqual([
    'Årlig uppföljning. Avtalets uppföljningsplan. Före beslut om förlängning.',
  ])
  expect(content?.difference?.sentences).toEqual([
    expect.stringMatching(/Skäl: Avtalets uppföljningsplan\.$/),
  ])
})

test('what was decided never changes: a revision is a new version with its own reason, difference and decision', async () => {
  const id = await arranged.decidedPlan()
  expect(await arranged.planOf(id)).toMatchObject({ state: 'decided', version: 1 })
  const first = await arranged.read(world.people.strategist, (tx) => planContent(tx, id, 1))
  expect(first?.decision).toMatchObject({ by: 'board', paragraph: '§ 88' })
  await expect(arranged.add(id, { kind: 'targeted' })).rejects.toMatchObject({ code: 'wrongState' })
  await reopenYearPlan(arranged.asStrategist(), { yearPlanId: id, reason: 'Ändrat avtal' })
  const items = await arranged.itemsOf(id)
  const birch = items.find((item) => item.name === 'Björkgården')!
  await changeItems(arranged.asStrategist(), { yearPlanId: id, itemIds: [birch.id], month: 5 })
  const working = await arranged.read(world.people.strategist, (tx) => planContent(tx, id, 2))
  expect(working?.difference).toEqual({
    from: 1,
    sentences: [
      'Flyttas: Björkgården (planerad uppföljning) från mars 2027 till maj 2027. Skäl: Ändrat avtal',
    ],
  })
  expect(await arranged.read(world.people.strategist, (tx) => planContent(tx, id, 1))).toEqual(first)
  const { rows } = await world.admin.query('select content from year_plan_version where year_plan_id = $1', [
    id,
  ])
  expect(rows).toHaveLength(1)
  const { revision } = await arranged.planOf(id)
  await fixYearPlan(arranged.asStrategist(), {
    yearPlanId: id,
    revision,
    by: 'board',
    decidedOn: today,
    paragraph: '§ 95',
  })
  const versions = await arranged.read(world.people.strategist, (tx) => listVersions(tx, id))
  expect(versions.map((version) => [version.version, version.paragraph, version.reason])).toEqual([
    [2, '§ 95', 'Ändrat avtal'],
    [1, '§ 88', ''],
  ])
  for (const statement of [`update year_plan_version set paragraph = 'x'`, 'delete from year_plan_version'])
    await expect(
      arranged.read(world.people.strategist, async (tx) => tx.executeQuery({ ...raw(statement) } as never)),
    ).rejects.toMatchObject({ code: '42501' })
})

function raw(sql: string) {
  return { sql, parameters: [], query: { kind: 'RawNode' }, queryId: { queryId: 'raw' } }
}

test('a board member reads what the board has decided, and nothing of the working version', async () => {
  const id = await arranged.decidedPlan()
  const versions = await arranged.read(world.people.member, (tx) => listVersions(tx, id))
  expect(versions).toMatchObject([{ version: 1, decidedBy: 'board' }])
  expect(await arranged.read(world.people.member, (tx) => listItems(tx, id))).toEqual([])
})

test('a board that refers back twice, puts off, and then decides: the plan follows and tells', async () => {
  const id = await arranged.makePlan()
  await arranged.add(id, { unitIds: arranged.ownUnits() })
  const submit = async () =>
    submitYearPlan(arranged.asStrategist(), {
      yearPlanId: id,
      revision: (await arranged.planOf(id)).revision,
    })
  const paper = await arranged.paperOf(id)
  for (const wording of ['Mer om natten', 'Visa kostnaden']) {
    await submit()
    await arranged.decide(paper, 'referredBack', wording)
    const plan = await arranged.planOf(id)
    expect(plan.state).toBe('draft')
    expect(plan.returnedNote).toContain(wording)
  }
  await submit()
  await arranged.decide(paper, 'tabled')
  expect(await arranged.planOf(id)).toMatchObject({ state: 'submitted' })
  await arranged.decide(paper, 'ownWording', 'Nämnden antar planen med tillägg om natten')
  await arranged.decide(paper, 'ownWording', 'Nämnden antar planen med tillägg om natten')
  expect(await arranged.planOf(id)).toMatchObject({ state: 'decided', returnedNote: '' })
  const versions = await arranged.read(world.people.strategist, (tx) => listVersions(tx, id))
  expect(versions).toMatchObject([
    { version: 1, paragraph: '§ 101', wording: 'Nämnden antar planen med tillägg om natten' },
  ])
})

test('a decision on a paper whose plan was never handed over decides nothing, and the plan’s page tells', async () => {
  const id = await arranged.makePlan()
  await arranged.add(id, { unitIds: arranged.ownUnits() })
  await arranged.decide(await arranged.paperOf(id), 'asProposed')
  const plan = await arranged.planOf(id)
  expect(plan.state).toBe('draft')
  expect(plan.returnedNote).toContain('§ 101')
  expect(await arranged.read(world.people.strategist, (tx) => listVersions(tx, id))).toEqual([])
})

test('an earlier version’s paper moves nothing of the next', async () => {
  const id = await arranged.decidedPlan()
  const paper = await arranged.paperOf(id, 1)
  await reopenYearPlan(arranged.asStrategist(), { yearPlanId: id, reason: 'Ändring' })
  await arranged.decide(paper, 'rejected', 'Nej')
  expect(await arranged.planOf(id)).toMatchObject({ state: 'draft', version: 2, returnedNote: '' })
})

test('where the management fixes, the decision names its delegation point; with both, the board’s comes last', async () => {
  const planning = {
    boardId: world.boards.care,
    changedBy: 'management' as const,
    delegationPoint: 'B 4.2',
    selfCheckEvery: 0,
    selfCheckFirst: 2018,
    reportMonths: 1,
    decideByMonth: 12,
    needsRiskAnalysis: true,
  }
  await setPlanning(arranged.asStrategist(), { ...planning, revision: 0, fixedBy: 'both' })
  const id = await arranged.makePlan()
  await arranged.add(id, { unitIds: arranged.ownUnits() })
  const fix = async (by: 'board' | 'management') =>
    fixYearPlan(world.as(world.people.director), {
      yearPlanId: id,
      revision: (await arranged.planOf(id)).revision,
      by,
      decidedOn: today,
      paragraph: '§ 3',
    })
  expect(await fix('management')).toMatchObject({ decided: false })
  await expect(fix('management')).rejects.toMatchObject({ code: 'alreadyDone' })
  expect(await fix('board')).toMatchObject({ decided: true })
  const versions = await arranged.read(world.people.strategist, (tx) => listVersions(tx, id))
  expect(versions.map((one) => [one.decidedBy, one.delegationPoint])).toEqual([
    ['board', ''],
    ['management', 'B 4.2'],
  ])
  await setPlanning(arranged.asStrategist(), {
    ...planning,
    revision: 1,
    fixedBy: 'board',
    changedBy: 'board',
  })
})

test('the follow-ups of a month are made in one go, and the same press again makes none', async () => {
  const id = await arranged.decidedPlan()
  const itemIds = (await arranged.itemsOf(id)).map((item) => item.id)
  expect(await prepareItems(arranged.asStrategist(), { yearPlanId: id, itemIds })).toMatchObject({
    made: 5,
    skipped: [],
  })
  const again = await prepareItems(arranged.asStrategist(), { yearPlanId: id, itemIds })
  expect(again.made).toBe(0)
  expect(again.skipped).toHaveLength(5)
  const { rows } = await world.admin.query(
    'select f.due_on, f.state, m.is_lead from follow_up f join follow_up_member m on m.follow_up_id = f.id where f.plan_item_id = any($1)',
    [itemIds],
  )
  expect(rows).toHaveLength(5)
  expect(rows[0]).toMatchObject({ due_on: '2027-03-31', state: 'planned', is_lead: true })
  expect((await arranged.itemsOf(id))[0]?.followUp).toMatchObject({ state: 'planned' })
})

test('nothing is prepared of a plan that is not decided', async () => {
  const id = await arranged.makePlan()
  const { itemIds } = await arranged.add(id)
  await expect(prepareItems(arranged.asStrategist(), { yearPlanId: id, itemIds })).rejects.toMatchObject({
    code: 'wrongState',
  })
})

test('an event-driven follow-up takes its time: what is moved for it is listed for decision', async () => {
  const id = await arranged.decidedPlan()
  const { event } = await world.insert('follow_up', {
    event: {
      board_id: world.boards.care,
      unit_id: world.units.oak,
      provider_id: world.providers.private,
      catalogue_version_id: world.catalogue.versionId,
      title: 'Händelse',
      kind: 'eventDriven',
      depth: 'inDepth',
      purposes: ['agreement'],
      focus_areas: [],
      methods: [],
      announced: true,
      due_on: '2027-03-10',
      state: 'planned',
      requirements_per: today,
      created_by: world.people.strategist.accountId,
      created_at: now,
    },
  })
  await reopenYearPlan(arranged.asStrategist(), { yearPlanId: id, reason: 'Allvarlig händelse på Ekbacken' })
  const items = await arranged.itemsOf(id)
  const moved = items.filter((item) => item.name !== 'Ekbacken').slice(0, 2)
  await changeItems(arranged.asStrategist(), {
    yearPlanId: id,
    itemIds: moved.map((item) => item.id),
    month: 6,
    reason: 'Tiden går till händelsen på Ekbacken',
    eventFollowUpId: event,
  })
  const changes = await arranged.read(world.people.strategist, (tx) => listChanges(tx, id, 2))
  expect(changes.filter((change) => change.eventFollowUpId === event)).toHaveLength(3)
  expect(await arranged.itemsOf(id)).toContainEqual(
    expect.objectContaining({ kind: 'eventDriven', origin: 'event', originId: event, name: 'Ekbacken' }),
  )
})

test('a person who has fewer hours than the plan asks is overbooked that month', async () => {
  const id = await arranged.makePlan()
  await arranged.add(id, { unitIds: [world.units.birch, world.units.oak] })
  const { accountId } = world.people.reviewer
  await setStaffHours(arranged.asStrategist(), {
    boardId: world.boards.care,
    year: 2027,
    people: [{ accountId, hours: [40, 40, 40, null, null, null, null, null, null, null, null, null] }],
  })
  const plan = await arranged.planOf(id)
  const items = await arranged.itemsOf(id)
  const load = await arranged.read(world.people.strategist, (tx) =>
    findLoad(tx, plan, { year: 2027, items, today }),
  )
  const person = load.find((one) => one.accountId === accountId)
  expect(person?.months[2]).toEqual({ asked: 100, has: 40 })
  expect(person?.months[3]).toEqual({ asked: 0, has: null })
})

test('two who edit the plan’s own facts are told of each other', async () => {
  const id = await arranged.makePlan()
  const change = (title: string) =>
    changeYearPlan(arranged.asStrategist(), { yearPlanId: id, revision: 1, title })
  await change('Plan A')
  await expect(change('Plan B')).rejects.toMatchObject({ code: 'stale', current: { title: 'Plan A' } })
})

test('a row that was taken away is still found with its history', async () => {
  const id = await arranged.makePlan()
  const { itemIds } = await arranged.add(id)
  await removeItems(arranged.asStrategist(), { yearPlanId: id, itemIds, reason: 'Utgår' })
  const item = await arranged.read(world.people.strategist, (tx) => findItem(tx, itemIds[0]!))
  expect(item).toMatchObject({ removed: true, name: 'Björkgården' })
})

test('who chooses rows that a colleague has taken away meanwhile is told that they are gone', async () => {
  const id = await arranged.makePlan()
  const { itemIds } = await arranged.add(id)
  const chosen = { yearPlanId: id, itemIds, reason: 'Utgår' }
  await removeItems(arranged.asStrategist(), chosen)
  const gone = { code: 'invalidInput', fields: [{ path: 'itemIds', code: 'rowsGone' }] }
  await expect(removeItems(arranged.asStrategist(), chosen)).rejects.toMatchObject(gone)
  await expect(changeItems(arranged.asStrategist(), { ...chosen, month: 5 })).rejects.toMatchObject(gone)
  await expect(pinItems(arranged.asStrategist(), { ...chosen, pinned: true })).rejects.toMatchObject(gone)
})
