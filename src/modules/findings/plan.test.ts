import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { withScope } from '#platform/db/transaction.ts'
import { fixedFollowUp, stateOf } from '#test/findings.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import {
  approveAction,
  closeAction,
  reportAction,
  returnAction,
  sayOfAction,
  verifyAction,
} from './commands-action.ts'
import { requestPlan, submitPlan } from './commands-plan.ts'
import { writeAction } from './commands-write.ts'
import { ActionFilter } from './contract.ts'
import { listHistory } from './queries.ts'
import { findAction, findPlan, listActions, listEntries, listPlanActions } from './queries-plans.ts'

let world: World
let given: Awaited<ReturnType<typeof fixedFollowUp>>
let planId: string

beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

/** Each test has a fixed follow-up of its own, with two findings and a requested plan. */
beforeEach(async () => {
  given = await fixedFollowUp(world)
  planId = (await requestPlan(world.as(world.people.strategist), { followUpId: given.followUpId })).id
})

const complete = {
  title: 'Ny rutin',
  description: 'Vi skriver om rutinen.',
  owner: 'Enhetschefen',
  dueOn: '2026-12-15',
  followUpOn: '2027-02-01',
}

const write = (findingId: string, more: object = {}, actor: Actor = world.people.manager) =>
  writeAction(world.as(actor), { planId, findingId, ...complete, ...more })

async function writtenPlan() {
  const first = await write(given.first)
  const second = await write(given.second)
  return { first: first.id, second: second.id }
}

async function sentPlan() {
  const rows = await writtenPlan()
  await submitPlan(world.as(world.people.manager), { planId })
  return rows
}

const seenBy = (actor: Actor) =>
  withScope(world.db, scopeOf(actor), (tx) => listPlanActions(tx, planId, '2026-11-19'))
const listedFor = (actor: Actor, filter: object, today: string) =>
  withScope(world.db, scopeOf(actor), (tx) => listActions(tx, ActionFilter.parse(filter), today))
const readAction = (actor: Actor, actionId: string) =>
  withScope(world.db, scopeOf(actor), (tx) => findAction(tx, actionId, '2026-11-19'))

async function revisionOf(actionId: string): Promise<number> {
  const { rows } = await world.admin.query<{ revision: number }>(
    'select revision from action where id = $1',
    [actionId],
  )
  return rows[0]?.revision ?? 0
}

async function judged(actionId: string) {
  return { actionId, revision: await revisionOf(actionId) }
}

/** Each act a minute after the one before, as it is among people. */
let minutes = 0
function later(actor: Actor) {
  minutes += 1
  return world.as(actor, new Date(now.getTime() + minutes * 60_000))
}

const reasonToReturn = 'Det står inte hur personalen får veta det.'

test('a rival, another board and the twin municipality learn nothing of a plan and change nothing in it', async () => {
  const { first } = await sentPlan()
  const strangers = [
    world.people.rival,
    world.people.elderlyReviewer,
    world.twin.people.strategist,
    world.twin.people.manager,
  ]
  for (const stranger of strangers) {
    const plan = await withScope(world.db, scopeOf(stranger), (tx) => findPlan(tx, planId))
    expect(plan).toBeUndefined()
    expect(await seenBy(stranger)).toEqual([])
    expect(await readAction(stranger, first)).toBeUndefined()
    await expect(submitPlan(world.as(stranger), { planId })).rejects.toMatchObject({ code: 'notFound' })
    const message = sayOfAction(world.as(stranger), { actionId: first, text: 'Hej' })
    await expect(message).rejects.toMatchObject({ code: 'notFound' })
  }
  const all = await listedFor(world.people.rival, {}, '2026-11-19')
  expect(all).toEqual({ actions: [], total: 0 })
  expect(await withScope(world.db, scopeOf(world.people.strategist), (tx) => listEntries(tx, first))).toEqual(
    [],
  )
})

test('a provider cannot approve its own action, and nothing has changed', async () => {
  const { first } = await sentPlan()
  const attempt = approveAction(world.as(world.people.manager), await judged(first))
  await expect(attempt).rejects.toMatchObject({ code: 'notAllowed' })
  expect(await stateOf(world, 'action', first)).toBe('proposed')
})

test('a strategist cannot write in the provider’s plan', async () => {
  await expect(write(given.first, {}, world.people.strategist)).rejects.toMatchObject({ code: 'notAllowed' })
  expect(await seenBy(world.people.manager)).toEqual([])
})

test('a plan is requested for all open findings with 15 working days, and the provider’s managers get a notice', async () => {
  const plan = await withScope(world.db, scopeOf(world.people.manager), (tx) => findPlan(tx, planId))
  expect(plan).toMatchObject({ state: 'requested', dueOn: '2026-12-10', unitName: 'Björkgården' })
  const { rows } = await world.admin.query('select account_id, acute from notice where href = $1', [
    `/handlingsplaner/${planId}`,
  ])
  expect(rows).toEqual([{ account_id: world.people.manager.accountId, acute: false }])
})

test('a plan cannot be requested twice for the same findings', async () => {
  const again = requestPlan(world.as(world.people.strategist), { followUpId: given.followUpId })
  await expect(again).rejects.toMatchObject({ code: 'wrongState' })
})

test('the request and the plan become records of the matter, out and in', async () => {
  await sentPlan()
  const { rows } = await world.admin.query(
    'select number, direction, kind from record where matter_id = $1 order by number',
    [given.matterId],
  )
  expect(rows).toEqual([
    { number: 1, direction: 'out', kind: 'actionPlanRequest' },
    { number: 2, direction: 'in', kind: 'actionPlan' },
  ])
})

test('an acute finding gets its plan before the assessment is fixed, and it is due the next working day', async () => {
  const acute = await fixedFollowUp(world, { state: 'underway', severity: 'acute', sharedFindings: false })
  const plan = await requestPlan(world.as(world.people.reviewer), { followUpId: acute.followUpId })
  expect(plan).toMatchObject({ dueOn: '2026-11-20', findings: 1 })
})

test('a plan without an action for each finding cannot be sent, and the answer names each finding and what is missing', async () => {
  const half = await write(given.first, { owner: '', followUpOn: null })
  const attempt = submitPlan(world.as(world.people.manager), { planId })
  await expect(attempt).rejects.toMatchObject({
    code: 'incompletePlan',
    fields: [
      { path: `findings.${given.first}.${half.id}.owner`, code: 'ownerNeeded' },
      { path: `findings.${given.first}.${half.id}.followUpOn`, code: 'followUpOnNeeded' },
      { path: `findings.${given.second}.action`, code: 'actionNeeded' },
    ],
  })
  expect(await stateOf(world, 'action_plan', planId)).toBe('requested')
})

test('a date for follow-up before the date of the action is refused', async () => {
  const attempt = write(given.first, { followUpOn: '2026-12-14' })
  await expect(attempt).rejects.toMatchObject({ fields: [{ path: 'followUpOn', code: 'dateBeforeOther' }] })
  expect(await seenBy(world.people.manager)).toEqual([])
})

test('what the provider has written is invisible to the office until the plan is sent', async () => {
  const { first } = await writtenPlan()
  expect(await seenBy(world.people.strategist)).toEqual([])
  expect(await readAction(world.people.strategist, first)).toBeUndefined()
  const history = await withScope(world.db, scopeOf(world.people.strategist), (tx) =>
    listHistory(tx, given.followUpId, [planId, first]),
  )
  expect(history.map((event) => event.verb)).toEqual(['plan.request'])
  await submitPlan(world.as(world.people.manager), { planId })
  expect(await seenBy(world.people.strategist)).toHaveLength(2)
})

test('what the provider rewrites after a return is invisible to the office until it is sent again', async () => {
  const { first } = await sentPlan()
  await returnAction(world.as(world.people.strategist), { ...(await judged(first)), reason: reasonToReturn })
  await write(given.first, { ...(await judged(first)), title: 'Ny rutin och genomgång' })
  const office = await seenBy(world.people.strategist)
  expect(office.find((row) => row.id === first)).toMatchObject({ title: 'Ny rutin', state: 'returned' })
  const own = await seenBy(world.people.manager)
  expect(own.find((row) => row.id === first)).toMatchObject({
    title: 'Ny rutin och genomgång',
    rewritten: true,
  })
  await submitPlan(world.as(world.people.manager), { planId })
  const sent = await seenBy(world.people.strategist)
  expect(sent.find((row) => row.id === first)).toMatchObject({
    title: 'Ny rutin och genomgång',
    state: 'proposed',
    returnReason: reasonToReturn,
  })
  expect(sent).toHaveLength(2)
})

test('two colleagues who write in the same row both see both texts', async () => {
  const row = await write(given.first)
  await write(given.first, { actionId: row.id, revision: 1, title: 'Kollegans text' })
  const late = write(given.first, { actionId: row.id, revision: 1, title: 'Min text' })
  await expect(late).rejects.toMatchObject({
    code: 'stale',
    current: { title: 'Kollegans text', revision: 2 },
  })
  expect((await seenBy(world.people.manager))[0]?.title).toBe('Kollegans text')
})

test('a reviewer who judges what a colleague has judged learns that something has changed', async () => {
  const { first } = await sentPlan()
  const old = { actionId: first, revision: (await revisionOf(first)) - 1 }
  await expect(approveAction(world.as(world.people.reviewer), old)).rejects.toMatchObject({ code: 'stale' })
  expect(await stateOf(world, 'action', first)).toBe('proposed')
})

test('a plan sent twice with the same form is sent once', async () => {
  await writtenPlan()
  const request = { ...world.as(world.people.manager), commandId: uuidv7() }
  const [one, other] = [await submitPlan(request, { planId }), await submitPlan(request, { planId })]
  expect(other).toEqual(one)
  const { rows } = await world.admin.query('select 1 from record where source_id = $1 and direction = $2', [
    planId,
    'in',
  ])
  expect(rows).toHaveLength(1)
})

test('a return without a reason is refused, and the action still waits', async () => {
  const { first } = await sentPlan()
  const attempt = returnAction(world.as(world.people.strategist), { ...(await judged(first)), reason: 'Nej' })
  await expect(attempt).rejects.toMatchObject({ fields: [{ path: 'reason', code: 'reasonNeeded' }] })
  expect(await stateOf(world, 'action', first)).toBe('proposed')
})

test('one row is approved and another returned with a reason; evidence and effect are verified; all is closed', async () => {
  const { first, second } = await sentPlan()
  const { strategist, manager } = world.people
  await approveAction(later(strategist), await judged(first))
  await returnAction(later(strategist), { ...(await judged(second)), reason: reasonToReturn })
  expect(await stateOf(world, 'action_plan', planId)).toBe('returned')
  expect(await stateOf(world, 'finding', given.first)).toBe('planned')
  await write(given.second, { ...(await judged(second)), description: 'Genomgång på möte.' })
  await submitPlan(later(manager), { planId })
  await approveAction(later(strategist), await judged(second))
  expect(await stateOf(world, 'action_plan', planId)).toBe('approved')
  for (const actionId of [first, second]) {
    const file = { name: 'rutin.txt', bytes: Buffer.from('Rutin för dokumentation, version 2.') }
    await reportAction(later(manager), {
      ...(await judged(actionId)),
      text: 'Rutinen är klar och gås igenom.',
      file,
    })
    const effect = 'Stickprov visar att rutinen följs.'
    await verifyAction(later(strategist), { ...(await judged(actionId)), effective: true, effect })
  }
  expect(await stateOf(world, 'finding', given.first)).toBe('remedied')
  for (const actionId of [first, second]) await closeAction(later(strategist), await judged(actionId))
  expect(await stateOf(world, 'action_plan', planId)).toBe('closed')
  const course = await withScope(world.db, scopeOf(manager), (tx) => listEntries(tx, second))
  expect(course.map((entry) => entry.kind)).toEqual([
    'return',
    'approval',
    'report',
    'evidence',
    'verification',
  ])
  expect(course[3]?.fileName).toBe('rutin.txt')
})

test('an action that had no effect goes back to the provider with the reason, and the plan with it', async () => {
  const { first, second } = await sentPlan()
  for (const id of [first, second]) await approveAction(world.as(world.people.strategist), await judged(id))
  await reportAction(world.as(world.people.manager), {
    ...(await judged(first)),
    text: 'Rutinen är klar nu.',
    evidence: 'Rutinen ligger i enhetens ledningssystem.',
  })
  const effect = 'Två av tio stickprov saknar anteckning.'
  await verifyAction(world.as(world.people.strategist), {
    ...(await judged(first)),
    effective: false,
    effect,
  })
  expect(await readAction(world.people.manager, first)).toMatchObject({
    state: 'returned',
    returnReason: effect,
  })
  expect(await stateOf(world, 'action_plan', planId)).toBe('returned')
})

test('the dialogue is kept, and each side hears of what the other writes', async () => {
  const { first } = await sentPlan()
  await sayOfAction(later(world.people.reviewer), { actionId: first, text: 'Kan ni börja tidigare?' })
  await sayOfAction(later(world.people.manager), { actionId: first, text: 'Ja, i januari.' })
  const course = await withScope(world.db, scopeOf(world.people.manager), (tx) => listEntries(tx, first))
  expect(course.map((entry) => [entry.madeByName, entry.text])).toEqual([
    ['Ulla Uppföljare', 'Kan ni börja tidigare?'],
    ['Petra Privat', 'Ja, i januari.'],
  ])
  const { rows } = await world.admin.query<{ account_id: string }>(
    `select account_id from notice where kind = 'action.message' and href = $1 order by sent_at, id`,
    [`/atgarder/${first}`],
  )
  expect(rows.map((row) => row.account_id).sort()).toEqual(
    [world.people.manager.accountId, world.people.reviewer.accountId].sort(),
  )
})

test('a personal number in an action is refused, and nothing is saved', async () => {
  const attempt = write(given.first, { description: 'Samtal med 19811218-9876.' })
  await expect(attempt).rejects.toMatchObject({ code: 'personalNumber' })
  expect(await seenBy(world.people.manager)).toEqual([])
})

test('an action is listed as late the day after it should be done', async () => {
  await sentPlan()
  const late = (today: string) =>
    listedFor(world.people.strategist, { show: 'late', unit: given.unitId }, today)
  expect((await late('2026-12-15')).actions.filter((row) => row.actionPlanId === planId)).toEqual([])
  expect((await late('2026-12-16')).actions.filter((row) => row.actionPlanId === planId)).toHaveLength(2)
})
