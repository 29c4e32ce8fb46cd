import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import {
  addItemNote,
  decideItem,
  listItems,
  noticeMeeting,
  openMatter,
  createMeeting,
  listRecords,
  withdrawItem,
} from '#modules/meetings/public.ts'
import { command } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { makeWorld, type World } from '#test/world.ts'
import { z } from 'zod'
import {
  decideOrder,
  recordChairDecision,
  removePoint,
  reportDecisions,
  savePoint,
  startOrder,
  takeDecision,
} from './commands.ts'
import { DelegationFilter } from './contract.ts'
import { delegationDutyRules } from './duties.ts'
import { listDelegations, listOrders, listPoints, listPointsInForce } from './queries.ts'
import { assertDelegated, recordDelegated } from './record.ts'

let world: World
let orderId: string
let pointId: string
beforeAll(async () => {
  world = await makeWorld()
  const started = await startOrder(secretary(), { boardId: world.boards.care })
  orderId = started.id
  pointId = (await savePoint(secretary(), { ...ivoPoint, orderId })).id
})
afterAll(() => world.close())

const ivoPoint = {
  code: '3.2',
  law: 'KL 7:5',
  what: 'Anmälan till IVO',
  roles: ['director' as const],
  act: 'ivoNotification' as const,
}
const secretary = (at?: Date) => world.as(world.people.secretary, at)
const seen = <Result>(actor: Actor, work: (tx: Db) => Promise<Result>): Promise<Result> =>
  withScope(world.db, scopeOf(actor), work)
const listed = (actor: Actor) => seen(actor, (tx) => listDelegations(tx, DelegationFilter.parse({})))
let count = 0
const matter = async () =>
  (
    await openMatter(secretary(), {
      boardId: world.boards.care,
      caseNumber: `OMS 26/D${(count += 1)}`,
      title: 'x',
    })
  ).id

test('a secretary writes the order; until the board has decided it nobody decides by it', async () => {
  const take = { pointId, matterId: await matter(), what: 'Anmälan görs.' }
  await expect(takeDecision(world.as(world.people.director), take)).rejects.toMatchObject({
    fields: [{ path: 'pointId', code: 'orderInForce' }],
  })
  await expect(
    savePoint(world.as(world.people.strategist), { ...ivoPoint, orderId, code: '4' }),
  ).rejects.toMatchObject({
    code: 'notAllowed',
  })
  await expect(savePoint(secretary(), { ...ivoPoint, orderId })).rejects.toMatchObject({
    fields: [{ path: 'code', code: 'taken' }],
  })
  const decision = { orderId, decidedOn: '2026-10-21', validFrom: '2026-11-01', decision: '§ 84, OMS 26/12' }
  await decideOrder(secretary(), decision)
  await expect(removePoint(secretary(), { pointId })).rejects.toMatchObject({ code: 'frozen' })
  expect(await seen(world.people.member, (tx) => listPoints(tx, orderId))).toHaveLength(1)
  const before = await seen(world.people.director, (tx) =>
    listPointsInForce(tx, world.boards.care, '2026-10-31'),
  )
  expect(before).toEqual([])
  for (const stranger of [world.people.rival, world.people.elderlyReviewer, world.twin.people.secretary]) {
    expect(await seen(stranger, (tx) => listOrders(tx))).toEqual([])
    expect(await seen(stranger, (tx) => listPoints(tx, orderId))).toEqual([])
  }
})

test('only the role of the point decides, and the decision is a record in its matter', async () => {
  const matterId = await matter()
  const take = { pointId, matterId, what: 'Anmälan görs.', reason: 'Allvarlig brist.' }
  await expect(takeDecision(world.as(world.people.strategist), take)).rejects.toMatchObject({
    fields: [{ path: 'pointId', code: 'notYourPoint' }],
  })
  await expect(takeDecision(world.as(world.people.reviewer), take)).rejects.toMatchObject({
    code: 'notAllowed',
  })
  for (const stranger of [world.people.rival, world.twin.people.director])
    await expect(takeDecision(world.as(stranger), take)).rejects.toMatchObject({ code: 'notFound' })
  expect((await listed(world.people.director)).total).toBe(0)
  expect(await takeDecision(world.as(world.people.director), take)).toMatchObject({ year: 2026, number: 1 })
  const records = await seen(world.people.registrar, (tx) => listRecords(tx, matterId))
  expect(records).toMatchObject([{ kind: 'delegation', title: 'Delegationsbeslut D 1/2026: Anmälan görs.' }])
  for (const stranger of [world.people.elderlyReviewer, world.people.member, world.people.rival])
    expect((await listed(stranger)).decisions).toEqual([])
})

test('ten decisions at once get ten numbers in a row', async () => {
  const matterId = await matter()
  const before = (await listed(world.people.director)).total
  await Promise.all(
    Array.from({ length: 10 }, (_, at) =>
      takeDecision(world.as(world.people.director), { pointId, matterId, what: `Beslut ${at}` }),
    ),
  )
  const numbers = (await listed(world.people.director)).decisions.map((one) => one.number)
  expect([...new Set(numbers)].length).toBe(before + 10)
  expect(Math.max(...numbers)).toBe(before + 10)
})

test('an act of another module is a decision where the order names it, and stops whoever is not named', async () => {
  const matterId = await matter()
  const act = { boardId: world.boards.care, act: 'ivoNotification' as const, sourceId: matterId, matterId }
  const doIt = command({
    verb: 'finding.decideIvo',
    input: z.object({}),
    target: () => Promise.resolve({ boardId: world.boards.care }),
    run: async (context) => (await recordDelegated(context, { ...act, what: 'IVO', reason: 'x' })) ?? null,
  })
  const needIt = command({
    verb: 'finding.decideIvo',
    input: z.object({}),
    target: () => Promise.resolve({ boardId: world.boards.care }),
    run: async (context) => {
      await assertDelegated(context, act)
      return null
    },
  })
  await expect(needIt(world.as(world.people.director), {})).rejects.toMatchObject({ code: 'checksRemain' })
  await expect(doIt(world.as(world.people.strategist), {})).rejects.toMatchObject({ code: 'notAllowed' })
  expect(await doIt(world.as(world.people.director), {})).toMatchObject({ year: 2026 })
  expect(await needIt(world.as(world.people.director), {})).toBeNull()
})

test('what is not reported is gathered on an agenda, seen by members from the notice on, and reported when taken up', async () => {
  const matterId = await matter()
  await recordChairDecision(secretary(), {
    ...{ boardId: world.boards.care, matterId, what: 'Avtalet sägs upp.', reason: 'Konkurs.' },
    ...{ decidedBy: 'Olle Ordförande', decidedOn: '2026-11-18' },
  })
  const { id: meetingId } = await createMeeting(secretary(), {
    ...{ boardId: world.boards.care, heldOn: '2026-12-09', papersBy: '2026-11-25' },
  })
  const owed = async () =>
    seen(
      world.people.secretary,
      (tx) => delegationDutyRules[0]?.list(tx, { today: '2026-11-20' }) ?? Promise.resolve([]),
    )
  expect(await owed()).toMatchObject([{ sourceId: meetingId, dueOn: '2026-11-25', proof: null }])
  const { total } = await listed(world.people.director)
  await expect(
    reportDecisions(world.as(world.people.director), { meetingId, matterId }),
  ).rejects.toMatchObject({
    code: 'notAllowed',
  })
  const first = await reportDecisions(secretary(), { meetingId, matterId })
  expect(first.decisions).toBe(total)
  await withdrawItem(secretary(), { itemId: first.id, reason: 'Fel ärende.' })
  const { id: itemId } = await reportDecisions(secretary(), { meetingId, matterId })
  await takeDecision(world.as(world.people.director), { pointId, matterId, what: 'Ett till.' })
  expect(await reportDecisions(secretary(), { meetingId, matterId })).toMatchObject({
    id: itemId,
    decisions: 1,
  })
  expect(await owed()).toMatchObject([{ sourceId: meetingId, proof: { doneOn: '2026-11-25' } }])
  expect((await listed(world.people.member)).decisions).toEqual([])
  await noticeMeeting(secretary(), { meetingId })
  expect((await listed(world.people.member)).total).toBe(total + 1)
  expect((await listed(world.people.director)).decisions[0]?.reportedOn).toBeNull()
  const day = new Date('2026-12-09T18:00:00Z')
  await decideItem(secretary(day), { itemId, outcome: 'noted', paragraph: '101' })
  expect(
    (await listed(world.people.director)).decisions.every((one) => one.reportedOn === '2026-12-09'),
  ).toBe(true)
  expect(
    (await seen(world.people.member, (tx) => listItems(tx, meetingId))).some((item) => item.id === itemId),
  ).toBe(true)
  await expect(addItemNote(secretary(day), { itemId, text: 'x' })).rejects.toMatchObject({
    code: 'wrongState',
  })
})

test('a new version begins as a copy of the one before, which stays as it was', async () => {
  const next = await startOrder(secretary(), { boardId: world.boards.care })
  expect(next).toMatchObject({ number: 2, points: 1 })
  await expect(startOrder(secretary(), { boardId: world.boards.care })).rejects.toMatchObject({
    code: 'alreadyDone',
  })
  const [copy] = await seen(world.people.secretary, (tx) => listPoints(tx, next.id))
  await savePoint(secretary(), {
    ...{ ...ivoPoint, orderId: next.id, pointId: copy?.id ?? '' },
    roles: ['strategist'],
  })
  const old = await seen(world.people.secretary, (tx) => listPoints(tx, orderId))
  expect(old[0]?.roles).toEqual(['director'])
  expect(await seen(world.people.member, (tx) => listPoints(tx, next.id))).toEqual([])
})
