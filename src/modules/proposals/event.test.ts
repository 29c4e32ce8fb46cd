import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { listOwnPlan } from '#modules/plans/public.ts'
import {
  findYearPlan,
  fixYearPlan,
  listChanges,
  listItems,
  listVersions,
  planContent,
  setStaffHours,
} from '#modules/plans/public.ts'
import { plansIn } from '#modules/plans/arrange.test-support.ts'
import { makeWorld, type World } from '#test/world.ts'
import { proposalsIn } from './arrange.test-support.ts'
import { draftMarkOf, layPlan, listPlanEvents, placeEvent, sceneOf, suggest, wishesOf } from './public.ts'
import { noEvents } from './displace.ts'

let world: World
let at: ReturnType<typeof proposalsIn>
let plan: string
let event: string
beforeAll(async () => {
  world = await makeWorld()
  at = proposalsIn(world)
  await at.giveHours()
})
afterAll(() => world.close())
beforeEach(async () => {
  await world.admin.query('delete from notice')
  plan = await plansIn(world).makePlan()
  const [birch = '', oak = '', pine = '', rival = '', municipal = ''] = plansIn(world).ownUnits()
  const { reviewer, strategist, mas } = world.people
  const team = [
    { accountId: reviewer.accountId, role: 'lead' as const },
    { accountId: strategist.accountId, role: 'second' as const },
    { accountId: mas.accountId, role: 'mas' as const },
  ]
  const add = (month: number, unitIds: string[]) =>
    plansIn(world).add(plan, { month, unitIds, team, depth: 'inDepth' })
  await add(3, [birch, oak])
  await add(9, [pine, municipal])
  await add(11, [rival])
  event = await plansIn(world).followedUp(world.units.oak ?? '', {
    ...{ kind: 'eventDriven', state: 'planned', due_on: '2027-03-31', cause: 'Larm om bemanningen' },
  })
})

const seen = <Result>(work: Parameters<typeof world.see<Result>>[1]) =>
  world.see(world.people.strategist, work)
const mark = () => seen((tx) => draftMarkOf(tx, plan))
const rows = () => seen((tx) => listItems(tx, plan))
const planNow = async () => (await seen((tx) => findYearPlan(tx, plan)))!
const lay = () => seen(async (tx) => layPlan(tx, (await findYearPlan(tx, plan))!, { today: '2026-11-19' }))

type More = Partial<Parameters<typeof placeEvent>[1]>
const place = async (more: More = {}, who = at.strategist()) =>
  placeEvent(who, {
    ...{ yearPlanId: plan, followUpId: event, draftMark: await mark(), from: '2027-03', to: '2027-03' },
    people: [{ accountId: world.people.reviewer.accountId, role: 'lead', hours: 4 }],
    ...{ reason: 'Larm om bemanningen', decidedOn: '2026-11-19' },
    ...more,
  })
const decide = async () => {
  const { revision } = await planNow()
  const decision = { by: 'board' as const, decidedOn: '2026-11-19', paragraph: '§ 90' } // the shape's words
  await fixYearPlan(at.strategist(), { yearPlanId: plan, revision, ...decision })
}
/** More of the lead's time in March than two follow-ups leave. */
async function tooMuch() {
  const { accountId } = world.people.reviewer
  const months = { from: '2027-03', to: '2027-03' }
  const wishes = wishesOf([{ staffId: accountId, hours: 40 }], months)
  const scene = sceneOf(await lay(), wishes, { events: noEvents, from: '2026-11' })
  return { people: [{ accountId, role: 'lead' as const, hours: 40 }], ...months, choices: suggest(scene) }
}

test('nobody but the strategist of the board puts anything in, and to others the plan does not exist', async () => {
  const { rival, elderlyReviewer, reviewer, director } = world.people
  for (const stranger of [rival, elderlyReviewer, world.twin.people.strategist])
    await expect(place({}, world.as(stranger))).rejects.toMatchObject({ code: 'notFound' })
  for (const colleague of [reviewer, director])
    await expect(place({}, world.as(colleague))).rejects.toMatchObject({ code: 'notAllowed' })
  expect(await seen((tx) => listPlanEvents(tx, plan))).toEqual([])
})

test('what is no event of the board, without hours, of months gone by or seen otherwise is refused, and nothing is written', async () => {
  const planned = await plansIn(world).followedUp(world.units.oak ?? '', { state: 'planned' })
  await expect(place({ followUpId: planned })).rejects.toMatchObject({ fields: [{ path: 'followUpId' }] })
  await expect(place({ people: [] })).rejects.toMatchObject({ code: 'invalidInput' })
  await expect(place({ from: '2026-12', to: '2027-01' })).rejects.toMatchObject({
    fields: [{ path: 'from' }],
  })
  await expect(place({ reason: '' })).rejects.toMatchObject({ code: 'invalidInput' })
  await expect(place({ draftMark: 'annat' })).rejects.toMatchObject({ code: 'stale' })
  expect((await rows()).some(({ kind }) => kind === 'eventDriven')).toBe(false)
})

test('an event that fits the reserve stands in the plan with its team, and moves nothing', async () => {
  const before = await rows()
  expect(await place()).toMatchObject({ outcome: 'reserve', moved: 0 })
  const after = await rows()
  expect(after.filter(({ kind }) => kind !== 'eventDriven')).toEqual(before)
  expect(after.find(({ kind }) => kind === 'eventDriven')).toMatchObject({
    ...{ month: 3, hours: 4, priority: 'high', followUp: { id: event } },
    team: [{ name: world.people.reviewer.name, role: 'lead', hours: 4 }],
  })
  await expect(place()).rejects.toMatchObject({ fields: [{ code: 'planHasEvent' }] })
})

test('what is too much for the reserve is refused until somebody has chosen what it pushes aside', async () => {
  const { choices, ...wanted } = await tooMuch()
  await expect(place(wanted)).rejects.toMatchObject({ fields: [{ code: 'staysOverbooked' }] })
  expect((await rows()).filter(({ month }) => month === 3)).toHaveLength(2)
  expect(choices).toHaveLength(1)
})

test('what is pushed aside is moved, with the event in the log and the words it was decided in', async () => {
  const { choices, ...wanted } = await tooMuch()
  expect(await place({ ...wanted, choices })).toMatchObject({ outcome: 'displaces', moved: 1 })
  expect((await rows()).filter(({ month, kind }) => month === 3 && kind === 'planned')).toHaveLength(1)
  const changes = (await seen((tx) => listChanges(tx, plan))).filter((one) => one.eventFollowUpId === event)
  const moved = changes.filter(({ kind }) => kind !== 'added')
  expect(moved.map(({ planItemId }) => planItemId).toSorted()).toEqual(
    choices.map(({ itemId }) => itemId).toSorted(),
  )
  expect(changes.every(({ reason }) => reason === 'Larm om bemanningen')).toBe(true)
  const { rows: notices } = await world.admin.query<{ title: string }>(
    'select title from notice where account_id = $1 order by title',
    [world.people.reviewer.accountId],
  )
  expect(notices.map(({ title }) => title)).toEqual([
    '1 uppföljning där du ingår har flyttats i planen',
    'Du ingår i en händelsestyrd uppföljning som har lagts in i planen',
  ])
  const [kept] = await seen((tx) => listPlanEvents(tx, plan))
  expect(kept?.displaced.map(({ itemId }) => itemId)).toEqual(choices.map(({ itemId }) => itemId))
  expect(kept).toMatchObject({ decidedBy: world.people.strategist.name, decidedOn: '2026-11-19' })
})

test('in a decided plan what finds room stands there at once, and is told of in the next version', async () => {
  await decide()
  expect(await place()).toMatchObject({ outcome: 'reserve', newVersion: false })
  expect(await planNow()).toMatchObject({ state: 'decided', version: 1 })
  const changes = await seen((tx) => listChanges(tx, plan, 2))
  expect(changes).toMatchObject([{ kind: 'added', reason: 'Larm om bemanningen' }])
})

test('in a decided plan what pushes something aside begins the next version, whose paper tells why', async () => {
  await decide()
  const { choices, ...wanted } = await tooMuch()
  expect(await place({ ...wanted, choices })).toMatchObject({ newVersion: true })
  expect(await planNow()).toMatchObject({ state: 'draft', version: 2, reason: 'Larm om bemanningen' })
  const content = await seen((tx) => planContent(tx, plan, 2, '2026-11-19'))
  const told = content?.difference?.sentences ?? []
  expect(told.filter((one) => one.includes('Larm om bemanningen'))).toHaveLength(choices.length + 1)
  const [version] = await seen((tx) => listVersions(tx, plan))
  expect(version?.items.some(({ kind }) => kind === 'eventDriven')).toBe(false)
})

test('where the delegation order names who decides, nothing is put in before that decision', async () => {
  const order = await world.insert('delegation_order', {
    o: {
      ...{
        board_id: at.boardId,
        number: 1,
        state: 'decided',
        valid_from: '2026-01-01',
        decided_on: '2026-01-01',
      },
      decision: '§ 1',
    },
  })
  await world.insert('delegation_point', {
    p: {
      ...{ order_id: order.o, board_id: at.boardId, code: '1.1', law: '', what: 'Händelsestyrd uppföljning' },
      ...{ roles: ['director'], conditions: '', limits: '', act: 'eventDrivenFollowUp' },
    },
  })
  await expect(place()).rejects.toMatchObject({ fields: [{ code: 'decisionNeeded' }] })
  expect((await rows()).some(({ kind }) => kind === 'eventDriven')).toBe(false)
  await world.admin.query('delete from delegation_point; delete from delegation_order')
})

test('somebody else with the time takes over at the same time: written as it was shown, and told to those it concerns', async () => {
  const { fresh } = await world.insert('account', {
    fresh: { name: 'Ny Utredare', email: 'ny.utredare@kommun.example', state: 'active', side: 'office' },
  })
  const { rows: known } = await world.admin.query<{ profession: string }>(
    'select profession from account where id = $1',
    [world.people.reviewer.accountId],
  )
  await world.admin.query('update account set profession = $2 where id = $1', [fresh, known[0]?.profession])
  await world.insert('role_assignment', {
    fresh: { account_id: fresh, role: 'reviewer', board_id: world.boards.care, valid_from: '2020-01-01' },
  })
  await setStaffHours(at.strategist(), {
    ...{ boardId: world.boards.care ?? '', year: 2027 },
    people: [{ accountId: fresh, hours: Array.from({ length: 12 }, () => 100) }],
  })
  const asked = await tooMuch()
  expect(asked.choices.map(({ to }) => to)).toEqual(['team'])
  await place(asked)
  const row = (await rows()).find(({ id }) => id === asked.choices[0]?.itemId)
  expect(row).toMatchObject({ month: 3 })
  expect(row?.team.map(({ accountId }) => accountId)).toContain(fresh)
  const [told] = await seen((tx) => listPlanEvents(tx, plan))
  expect(told?.displaced[0]?.to).toBe(`samma tid: Ny Utredare i stället för ${world.people.reviewer.name}`)
  const { rows: notices } = await world.admin.query<{ title: string }>(
    'select title from notice where account_id = $1',
    [fresh],
  )
  expect(notices.map(({ title }) => title)).toEqual([
    '1 uppföljning i planen har bytt person: du har kommit in eller gått ur teamet',
  ])
  await world.admin.query(`update account set state = 'closed', closed_at = now() where id = $1`, [fresh])
})

test('a prepared or locked row is nobody’s to push aside', async () => {
  const { choices, ...wanted } = await tooMuch()
  await world.admin.query('update plan_item set pinned_at = now(), pinned_by = $2 where id = $1', [
    choices[0]?.itemId,
    world.people.strategist.accountId,
  ])
  await expect(place({ ...wanted, choices })).rejects.toMatchObject({
    fields: [{ code: 'rowIsFixed' }],
  })
})

test('an operator learns nothing of an unannounced row that is moved, nor of the event', async () => {
  await world.admin.query(`update plan_item set announced = false, month = null where year_plan_id = $1`, [
    plan,
  ])
  const operator = world.people.manager
  const told = () =>
    world.see(operator, (tx) => listOwnPlan(tx, { q: '', page: 1, limit: 50, sort: 'nar' }, '2026-11-19'))
  const before = JSON.stringify(await told())
  const half = (await rows()).find(({ half: own }) => own === 1)!
  const months = { from: '2027-02', to: '2027-02' }
  await place({ ...months, choices: [{ itemId: half.id, to: 'H2' }], acceptOver: true })
  expect((await rows()).find(({ id }) => id === half.id)).toMatchObject({ half: 2, month: null })
  const [kept] = await seen((tx) => listPlanEvents(tx, plan))
  expect(JSON.stringify(kept)).not.toContain('2027-02')
  expect(JSON.stringify(kept?.displaced)).not.toMatch(
    /januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december/,
  )
  expect(JSON.stringify(await told())).toBe(before)
  expect(await world.see(operator, (tx) => listPlanEvents(tx, plan))).toEqual([])
})
