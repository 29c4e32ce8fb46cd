import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#access/may.ts'
import { scopeOf } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import {
  addItems,
  changeItem,
  changeItems,
  changeYearPlan,
  createYearPlan,
  exceptOwed,
  findItem,
  findYearPlan,
  fixYearPlan,
  listChanges,
  listItems,
  listOtherBoardsUnits,
  listSchedule,
  listVersions,
  planContent,
  planDecided,
  prepareItems,
  removeItems,
  reopenYearPlan,
  restoreItem,
  setAreaRule,
  setPlanning,
  setStaffHours,
  setVisitDay,
  submitYearPlan,
  takeBackYearPlan,
  takeOwed,
  factsFor,
  findLoad,
  missingIn,
  type BoardOutcome,
} from './public.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const read = <Result>(actor: Actor, work: (tx: Db) => Promise<Result>) =>
  withScope(world.db, scopeOf(actor), work)
const asStrategist = () => world.as(world.people.strategist)
const today = '2026-11-19'

async function makePlan(more: { matter?: boolean } = {}) {
  const boardId = world.boards.care
  const { matter } = await world.insert('matter', {
    matter: {
      board_id: boardId,
      case_number: `OMS 26/${uuidv7().slice(-6)}`,
      title: 'Plan för uppföljning 2027',
      opened_on: '2026-09-01',
    },
  })
  const { id } = await createYearPlan(asStrategist(), {
    boardId,
    fromYear: 2027,
    toYear: 2027,
    title: 'Plan 2027',
    riskAnalysis: 'Riskanalys 2027, OMS 26/900',
    matterId: more.matter === false ? null : matter,
  })
  return id
}

type Wanted = Partial<Parameters<typeof addItems>[1]>
function add(yearPlanId: string, more: Wanted = {}) {
  return addItems(asStrategist(), {
    yearPlanId,
    year: 2027,
    month: 3,
    kind: 'planned',
    depth: 'inDepth',
    unitIds: [world.units.birch],
    team: [{ accountId: world.people.reviewer.accountId, role: 'lead' }],
    ...more,
  })
}

const ownUnits = () => [
  world.units.birch,
  world.units.oak,
  world.units.pine,
  world.units.rival,
  world.units.municipal,
]
const planOf = async (id: string) => (await read(world.people.strategist, (tx) => findYearPlan(tx, id)))!
const itemsOf = (id: string) => read(world.people.strategist, (tx) => listItems(tx, id))

async function decidedPlan() {
  const id = await makePlan()
  await add(id, { unitIds: ownUnits() })
  const { revision } = await planOf(id)
  await fixYearPlan(asStrategist(), {
    yearPlanId: id,
    revision,
    by: 'board',
    decidedOn: today,
    paragraph: '§ 88',
  })
  return id
}

test('the other board, a provider, a competitor and the twin municipality find neither plan nor rows', async () => {
  const id = await makePlan()
  await add(id)
  const strangers = [
    world.people.elderlyReviewer,
    world.people.manager,
    world.people.rival,
    world.people.member,
    world.twin.people.strategist,
  ]
  for (const stranger of strangers) {
    expect(await read(stranger, (tx) => findYearPlan(tx, id))).toBeUndefined()
    expect(await read(stranger, (tx) => listItems(tx, id))).toEqual([])
    expect(await read(stranger, (tx) => planContent(tx, id, 1))).toBeUndefined()
    await expect(
      changeItems(world.as(stranger), { yearPlanId: id, itemIds: [uuidv7()], month: 5 }),
    ).rejects.toMatchObject({ code: 'notFound' })
  }
})

test('a reviewer reads the plan but may not change it', async () => {
  const id = await makePlan()
  await expect(
    addItems(world.as(world.people.reviewer), {
      yearPlanId: id,
      year: 2027,
      kind: 'planned',
      depth: 'basic',
      unitIds: [world.units.birch],
    }),
  ).rejects.toMatchObject({ code: 'notAllowed' })
  expect(await read(world.people.reviewer, (tx) => listItems(tx, id))).toEqual([])
})

test('a strategist adds five units in one go, and is told of the unit a colleague had put there first', async () => {
  const id = await makePlan()
  await add(id)
  const result = await add(id, { unitIds: ownUnits(), spread: [2, 4, 9] })
  expect(result).toMatchObject({ added: 4, already: ['Björkgården'] })
  const items = await itemsOf(id)
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
  const id = await makePlan()
  const others = await read(world.people.strategist, (tx) => listOtherBoardsUnits(tx))
  expect(others.map((unit) => [unit.name, unit.boardName])).toEqual([['Äldreboendet', 'Äldrenämnden']])
  await expect(add(id, { unitIds: [world.units.elderly] })).rejects.toMatchObject({
    fields: [{ path: 'ground', code: 'reasonNeeded' }],
  })
  expect(await itemsOf(id)).toEqual([])
  await add(id, { unitIds: [world.units.elderly], ground: 'Beslut enligt LSS som nämnden fattat' })
  expect(await itemsOf(id)).toMatchObject([{ name: 'Äldreboendet', otherBoardName: 'Äldrenämnden' }])
  await expect(add(id, { unitIds: [world.twin.units.birch] })).rejects.toMatchObject({ code: 'notFound' })
})

test('two strategists on one row: the second is shown what the first wrote, and nothing is overwritten', async () => {
  const id = await makePlan()
  await add(id)
  const [item] = await itemsOf(id)
  const change = (month: number) =>
    changeItem(asStrategist(), {
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
  expect(await itemsOf(id)).toMatchObject([{ month: 5, revision: 2 }])
})

test('many rows are moved at once, each told of in the log with its reason', async () => {
  const id = await makePlan()
  await add(id, { unitIds: [world.units.birch, world.units.oak] })
  const itemIds = (await itemsOf(id)).map((item) => item.id)
  await changeItems(asStrategist(), {
    yearPlanId: id,
    itemIds,
    month: 10,
    leadId: world.people.mas.accountId,
    reason: 'Sjukskrivning',
  })
  expect(await itemsOf(id)).toMatchObject([
    { month: 10, team: [{ name: 'Maja Mas', role: 'lead' }] },
    { month: 10, team: [{ name: 'Maja Mas', role: 'lead' }] },
  ])
  const changes = await read(world.people.strategist, (tx) => listChanges(tx, id))
  expect(changes.filter((change) => change.kind === 'moved')).toMatchObject([
    { reason: 'Sjukskrivning', before: { month: 3 }, after: { month: 10 } },
    { reason: 'Sjukskrivning', before: { month: 3 }, after: { month: 10 } },
  ])
})

test('a row is taken out with a reason and can be put back', async () => {
  const id = await makePlan()
  const { itemIds } = await add(id)
  await expect(removeItems(asStrategist(), { yearPlanId: id, itemIds, reason: '' })).rejects.toMatchObject({
    code: 'invalidInput',
  })
  await removeItems(asStrategist(), { yearPlanId: id, itemIds, reason: 'Enheten läggs ned' })
  expect(await itemsOf(id)).toEqual([])
  await restoreItem(asStrategist(), { itemId: itemIds[0]! })
  expect(await itemsOf(id)).toHaveLength(1)
})

test('an unannounced visit is never more exact in the plan than its half-year, and its day is the team’s own', async () => {
  const id = await makePlan()
  const { itemIds } = await add(id, { announced: false, month: 9 })
  const itemId = itemIds[0]!
  expect(await itemsOf(id)).toMatchObject([{ month: null, half: 2, announced: false }])
  await setVisitDay(world.as(world.people.reviewer), { itemId, revision: 0, visitOn: '2027-09-14' })
  const seenBy = async (actor: Actor) =>
    (await read(actor, (tx) => listSchedule(tx, id, actor))).map((row) => row.visitOn)
  expect(await seenBy(world.people.reviewer)).toEqual(['2027-09-14'])
  expect(await seenBy(world.people.strategist)).toEqual(['2027-09-14'])
  for (const other of [
    world.people.mas,
    world.people.director,
    world.people.registrar,
    world.people.elderlyReviewer,
  ])
    expect(await seenBy(other)).toEqual([])
  const rows = await read(world.people.mas, (tx) => tx.selectFrom('planVisitDay').selectAll().execute())
  expect(rows).toEqual([])
  await expect(
    setVisitDay(world.as(world.people.mas), { itemId, revision: 1, visitOn: '2027-09-15' }),
  ).rejects.toMatchObject({ code: 'notFound' })
  await expect(
    setVisitDay(world.as(world.people.reviewer), { itemId, revision: 1, visitOn: '2027-03-15' }),
  ).rejects.toMatchObject({ fields: [{ path: 'visitOn', code: 'notValid' }] })
  const content = await read(world.people.strategist, (tx) => planContent(tx, id, 1))
  const told = JSON.stringify(content)
  expect(content?.items).toMatchObject([{ month: null, when: 'andra halvåret' }])
  expect(told).not.toContain('2027-09')
  expect(told).not.toContain('september')
})

test('what is owed is listed with its ground and put into the plan in one press, twice changing nothing more', async () => {
  const id = await makePlan()
  await setAreaRule(asStrategist(), {
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
  await add(id, { depth: 'basic' })
  const missing = async () => {
    const plan = await planOf(id)
    const items = await itemsOf(id)
    return missingIn(
      await read(world.people.strategist, (tx) => factsFor(tx, plan, { planned: items, today })),
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
  expect(await takeOwed(asStrategist(), { yearPlanId: id, keys })).toMatchObject({ added: 4, changed: 1 })
  expect(await missing()).toEqual([])
  expect(await takeOwed(asStrategist(), { yearPlanId: id, keys })).toMatchObject({ added: 0, changed: 0 })
})

test('two calendar years without in depth ask for a decision before the plan is handed over', async () => {
  const id = await makePlan()
  await add(id, { unitIds: ownUnits(), depth: 'basic' })
  const submit = async () =>
    submitYearPlan(asStrategist(), { yearPlanId: id, revision: (await planOf(id)).revision })
  await expect(submit()).rejects.toMatchObject({ code: 'checksRemain' })
  for (const sourceId of ownUnits())
    await exceptOwed(asStrategist(), {
      yearPlanId: id,
      rule: 'inDepth',
      sourceId,
      year: 2027,
      reason: 'Området läggs om',
      decidedBy: 'Omsorgsnämnden § 45',
      decidedOn: '2026-11-10',
    })
  await submit()
  expect(await planOf(id)).toMatchObject({ state: 'submitted' })
  await expect(add(id, { unitIds: [world.units.birch], kind: 'revisit' })).rejects.toMatchObject({
    code: 'wrongState',
  })
  const content = await read(world.people.strategist, (tx) => planContent(tx, id, 1))
  expect(content?.coverage[0]?.exceptions[0]).toBe(
    'Björkgården: Området läggs om (Omsorgsnämnden § 45, 2026-11-10)',
  )
})

test('a plan is not handed over after the stop date of the meeting without a reason', async () => {
  const id = await makePlan()
  await add(id, { unitIds: ownUnits() })
  const { meeting } = await world.insert('meeting', {
    meeting: {
      board_id: world.boards.care,
      held_on: '2026-12-10',
      papers_by: '2026-11-18',
      state: 'planned',
    },
  })
  const { revision } = await planOf(id)
  const wanted = { yearPlanId: id, revision, meetingId: meeting }
  await expect(submitYearPlan(asStrategist(), wanted)).rejects.toMatchObject({
    fields: [{ path: 'lateReason', code: 'reasonNeeded' }],
  })
  await submitYearPlan(asStrategist(), { ...wanted, lateReason: 'Nya avtal i november' })
  expect(await planOf(id)).toMatchObject({ state: 'submitted', meetingId: meeting })
  await takeBackYearPlan(asStrategist(), { yearPlanId: id, reason: 'Fel månad' })
  expect(await planOf(id)).toMatchObject({ state: 'draft', returnedNote: 'Fel månad' })
})

test('what was decided never changes: a revision is a new version with its own reason, difference and decision', async () => {
  const id = await decidedPlan()
  expect(await planOf(id)).toMatchObject({ state: 'decided', version: 1 })
  const first = await read(world.people.strategist, (tx) => planContent(tx, id, 1))
  expect(first?.decision).toMatchObject({ by: 'board', paragraph: '§ 88' })
  await expect(add(id, { kind: 'targeted' })).rejects.toMatchObject({ code: 'wrongState' })
  await reopenYearPlan(asStrategist(), { yearPlanId: id, reason: 'Ändrat avtal' })
  const items = await itemsOf(id)
  const birch = items.find((item) => item.name === 'Björkgården')!
  await changeItems(asStrategist(), { yearPlanId: id, itemIds: [birch.id], month: 5 })
  const working = await read(world.people.strategist, (tx) => planContent(tx, id, 2))
  expect(working?.difference).toEqual({
    from: 1,
    sentences: [
      'Flyttas: Björkgården (planerad uppföljning) från mars 2027 till maj 2027. Skäl: Ändrat avtal',
    ],
  })
  expect(await read(world.people.strategist, (tx) => planContent(tx, id, 1))).toEqual(first)
  const { rows } = await world.admin.query('select content from year_plan_version where year_plan_id = $1', [
    id,
  ])
  expect(rows).toHaveLength(1)
  const { revision } = await planOf(id)
  await fixYearPlan(asStrategist(), {
    yearPlanId: id,
    revision,
    by: 'board',
    decidedOn: today,
    paragraph: '§ 95',
  })
  const versions = await read(world.people.strategist, (tx) => listVersions(tx, id))
  expect(versions.map((version) => [version.version, version.paragraph, version.reason])).toEqual([
    [2, '§ 95', 'Ändrat avtal'],
    [1, '§ 88', ''],
  ])
  for (const statement of [`update year_plan_version set paragraph = 'x'`, 'delete from year_plan_version'])
    await expect(
      read(world.people.strategist, async (tx) => tx.executeQuery({ ...raw(statement) } as never)),
    ).rejects.toMatchObject({ code: '42501' })
})

function raw(sql: string) {
  return { sql, parameters: [], query: { kind: 'RawNode' }, queryId: { queryId: 'raw' } }
}

test('a board member reads what the board has decided, and nothing of the working version', async () => {
  const id = await decidedPlan()
  const versions = await read(world.people.member, (tx) => listVersions(tx, id))
  expect(versions).toMatchObject([{ version: 1, decidedBy: 'board' }])
  expect(await read(world.people.member, (tx) => listItems(tx, id))).toEqual([])
})

async function paperOf(yearPlanId: string, version = 1) {
  const { paper } = await world.insert('paper', {
    paper: {
      board_id: world.boards.care,
      kind: 'plan',
      title: 'Plan 2027',
      state: 'draft',
      sections: '{}',
      source: JSON.stringify({ yearPlanId, version }),
      author_name: 'Stina Strateg',
      created_by: world.people.strategist.accountId,
      created_at: now,
    },
  })
  return paper
}

function decide(paperId: string, outcome: BoardOutcome, wording = '') {
  return withScope(world.db, scopeOf(world.people.secretary), (db) =>
    planDecided(
      { db, actor: world.people.secretary, now, commandId: uuidv7() },
      { paperId, outcome, paragraph: '§ 101', decidedOn: today, wording },
    ),
  )
}

test('a board that refers back twice, puts off, and then decides: the plan follows and tells', async () => {
  const id = await makePlan()
  await add(id, { unitIds: ownUnits() })
  const submit = async () =>
    submitYearPlan(asStrategist(), { yearPlanId: id, revision: (await planOf(id)).revision })
  const paper = await paperOf(id)
  for (const wording of ['Mer om natten', 'Visa kostnaden']) {
    await submit()
    await decide(paper, 'referredBack', wording)
    const plan = await planOf(id)
    expect(plan.state).toBe('draft')
    expect(plan.returnedNote).toContain(wording)
  }
  await submit()
  await decide(paper, 'tabled')
  expect(await planOf(id)).toMatchObject({ state: 'submitted' })
  await decide(paper, 'ownWording', 'Nämnden antar planen med tillägg om natten')
  await decide(paper, 'ownWording', 'Nämnden antar planen med tillägg om natten')
  expect(await planOf(id)).toMatchObject({ state: 'decided', returnedNote: '' })
  const versions = await read(world.people.strategist, (tx) => listVersions(tx, id))
  expect(versions).toMatchObject([
    { version: 1, paragraph: '§ 101', wording: 'Nämnden antar planen med tillägg om natten' },
  ])
})

test('a decision on a paper whose plan was never handed over decides nothing, and the plan’s page tells', async () => {
  const id = await makePlan()
  await add(id, { unitIds: ownUnits() })
  await decide(await paperOf(id), 'asProposed')
  const plan = await planOf(id)
  expect(plan.state).toBe('draft')
  expect(plan.returnedNote).toContain('§ 101')
  expect(await read(world.people.strategist, (tx) => listVersions(tx, id))).toEqual([])
})

test('an earlier version’s paper moves nothing of the next', async () => {
  const id = await decidedPlan()
  const paper = await paperOf(id, 1)
  await reopenYearPlan(asStrategist(), { yearPlanId: id, reason: 'Ändring' })
  await decide(paper, 'rejected', 'Nej')
  expect(await planOf(id)).toMatchObject({ state: 'draft', version: 2, returnedNote: '' })
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
  await setPlanning(asStrategist(), { ...planning, revision: 0, fixedBy: 'both' })
  const id = await makePlan()
  await add(id, { unitIds: ownUnits() })
  const fix = async (by: 'board' | 'management') =>
    fixYearPlan(world.as(world.people.director), {
      yearPlanId: id,
      revision: (await planOf(id)).revision,
      by,
      decidedOn: today,
      paragraph: '§ 3',
    })
  expect(await fix('management')).toMatchObject({ decided: false })
  await expect(fix('management')).rejects.toMatchObject({ code: 'alreadyDone' })
  expect(await fix('board')).toMatchObject({ decided: true })
  const versions = await read(world.people.strategist, (tx) => listVersions(tx, id))
  expect(versions.map((one) => [one.decidedBy, one.delegationPoint])).toEqual([
    ['board', ''],
    ['management', 'B 4.2'],
  ])
  await setPlanning(asStrategist(), { ...planning, revision: 1, fixedBy: 'board', changedBy: 'board' })
})

test('the follow-ups of a month are made in one go, and the same press again makes none', async () => {
  const id = await decidedPlan()
  const itemIds = (await itemsOf(id)).map((item) => item.id)
  expect(await prepareItems(asStrategist(), { yearPlanId: id, itemIds })).toMatchObject({
    made: 5,
    skipped: [],
  })
  const again = await prepareItems(asStrategist(), { yearPlanId: id, itemIds })
  expect(again.made).toBe(0)
  expect(again.skipped).toHaveLength(5)
  const { rows } = await world.admin.query(
    'select f.due_on, f.state, m.is_lead from follow_up f join follow_up_member m on m.follow_up_id = f.id where f.plan_item_id = any($1)',
    [itemIds],
  )
  expect(rows).toHaveLength(5)
  expect(rows[0]).toMatchObject({ due_on: '2027-03-31', state: 'planned', is_lead: true })
  expect((await itemsOf(id))[0]?.followUp).toMatchObject({ state: 'planned' })
})

test('nothing is prepared of a plan that is not decided', async () => {
  const id = await makePlan()
  const { itemIds } = await add(id)
  await expect(prepareItems(asStrategist(), { yearPlanId: id, itemIds })).rejects.toMatchObject({
    code: 'wrongState',
  })
})

test('an event-driven follow-up takes its time: what is moved for it is listed for decision', async () => {
  const id = await decidedPlan()
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
  await reopenYearPlan(asStrategist(), { yearPlanId: id, reason: 'Allvarlig händelse på Ekbacken' })
  const items = await itemsOf(id)
  const moved = items.filter((item) => item.name !== 'Ekbacken').slice(0, 2)
  await changeItems(asStrategist(), {
    yearPlanId: id,
    itemIds: moved.map((item) => item.id),
    month: 6,
    reason: 'Tiden går till händelsen på Ekbacken',
    eventFollowUpId: event,
  })
  const changes = await read(world.people.strategist, (tx) => listChanges(tx, id, 2))
  expect(changes.filter((change) => change.eventFollowUpId === event)).toHaveLength(3)
  expect(await itemsOf(id)).toContainEqual(
    expect.objectContaining({ kind: 'eventDriven', origin: 'event', originId: event, name: 'Ekbacken' }),
  )
})

test('a person who has fewer hours than the plan asks is overbooked that month', async () => {
  const id = await makePlan()
  await add(id, { unitIds: [world.units.birch, world.units.oak] })
  const { accountId } = world.people.reviewer
  await setStaffHours(asStrategist(), {
    boardId: world.boards.care,
    year: 2027,
    people: [{ accountId, hours: [40, 40, 40, null, null, null, null, null, null, null, null, null] }],
  })
  const plan = await planOf(id)
  const items = await itemsOf(id)
  const load = await read(world.people.strategist, (tx) => findLoad(tx, plan, { year: 2027, items, today }))
  const person = load.find((one) => one.accountId === accountId)
  expect(person?.months[2]).toEqual({ asked: 100, has: 40 })
  expect(person?.months[3]).toEqual({ asked: 0, has: null })
})

test('two who edit the plan’s own facts are told of each other', async () => {
  const id = await makePlan()
  const change = (title: string) => changeYearPlan(asStrategist(), { yearPlanId: id, revision: 1, title })
  await change('Plan A')
  await expect(change('Plan B')).rejects.toMatchObject({ code: 'stale', current: { title: 'Plan A' } })
})

test('a row that was taken away is still found with its history', async () => {
  const id = await makePlan()
  const { itemIds } = await add(id)
  await removeItems(asStrategist(), { yearPlanId: id, itemIds, reason: 'Utgår' })
  const item = await read(world.people.strategist, (tx) => findItem(tx, itemIds[0]!))
  expect(item).toMatchObject({ removed: true, name: 'Björkgården' })
})
