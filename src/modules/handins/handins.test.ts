import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { withScope } from '#platform/db/transaction.ts'
import { makeColleague, makeFollowUp, makeRequest, postedFile as file } from '#test/handins.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { askExtension, assignRequest, submitRequest } from './public.ts'
import { findHandIn, listHandIns, reachOf } from './queries.ts'
import { listAllReceipts, listReceipts, listReusable } from './queries-receipts.ts'
import { listComing, listOwnUnits, listWaiting } from './queries-waiting.ts'
import { HandInFilter } from './contract.ts'

let world: World
let followUp: Awaited<ReturnType<typeof makeFollowUp>>
let delegate: Actor
beforeAll(async () => {
  world = await makeWorld()
  followUp = await makeFollowUp(world)
  delegate = await makeColleague(world, { unit: 'birch', provider: 'private' }, 'delegate')
})
afterAll(() => world.close())

const strangers = () => [
  world.people.rival,
  world.people.unitManager,
  world.people.elderlyReviewer,
  world.people.member,
  world.twin.people.manager,
  world.twin.people.strategist,
]

function receiptsOf(requestId: string, actor: Actor = world.people.manager) {
  return withScope(world.db, scopeOf(actor), (tx) => listReceipts(tx, requestId, reachOf(actor)))
}

async function rowOf(requestId: string) {
  const { rows } = await world.admin.query('select * from document_request where id = $1', [requestId])
  return rows[0] as Record<string, unknown> // the one row of that id
}

test('a stranger who hands in, asks for time or hands on gets the answer of a request that does not exist', async () => {
  const requestId = await makeRequest(world, followUp)
  const before = await rowOf(requestId)
  for (const actor of strangers()) {
    const tries = [
      () => submitRequest(world.as(actor), { requestId, files: [file('x')] }),
      () =>
        askExtension(world.as(actor), { requestId, revision: 1, until: '2026-12-24', reason: 'Hinner inte' }),
      () => assignRequest(world.as(actor), { requestId, revision: 1, accountId: null }),
    ]
    for (const attempt of tries)
      await expect(attempt(), actor.name).rejects.toMatchObject({ code: 'notFound' })
  }
  expect(await rowOf(requestId)).toEqual(before)
  expect(await receiptsOf(requestId)).toEqual([])
})

test('a delegate cannot ask for more time or hand the task on, even when it is theirs', async () => {
  const requestId = await makeRequest(world, followUp, { assigned_to: delegate.accountId })
  const before = await rowOf(requestId)
  const ask = askExtension(world.as(delegate), { requestId, revision: 1, until: '2026-12-24', reason: 'x' })
  await expect(ask).rejects.toMatchObject({ code: 'notAllowed' })
  const assign = assignRequest(world.as(delegate), { requestId, revision: 1, accountId: null })
  await expect(assign).rejects.toMatchObject({ code: 'notAllowed' })
  expect(await rowOf(requestId)).toEqual(before)
})

test('a delegate sees and hands in what was handed on, and nothing else of the unit', async () => {
  const theirs = await makeRequest(world, followUp, { title: 'Mitt', assigned_to: delegate.accountId })
  const other = await makeRequest(world, followUp, { title: 'Chefens' })
  const seen = await withScope(world.db, scopeOf(delegate), async (tx) => ({
    all: await listHandIns(tx, reachOf(delegate)),
    other: await findHandIn(tx, other, reachOf(delegate)),
    coming: await listComing(tx, reachOf(delegate)),
  }))
  expect(seen.all.every((request) => request.assignedTo === delegate.accountId)).toBe(true)
  expect(seen.all.map((request) => request.id)).toContain(theirs)
  expect(seen.other).toBeUndefined()
  expect(seen.coming).toEqual([])
  const refused = submitRequest(world.as(delegate), { requestId: other, files: [file('x')] })
  await expect(refused).rejects.toMatchObject({ code: 'notFound' })
  const done = await submitRequest(world.as(delegate), { requestId: theirs, files: [file('y')] })
  expect(done.handedIn).toHaveLength(1)
})

test('a manager who chooses no file, a file of the wrong kind or one with a personal number is told where', async () => {
  const requestId = await makeRequest(world, followUp)
  const faults: [() => Promise<unknown>, object][] = [
    [() => submitRequest(world.as(world.people.manager), { requestId }), { code: 'invalidInput' }],
    [
      () =>
        submitRequest(world.as(world.people.manager), {
          requestId,
          files: [file('bra'), file('x', 'program.exe')],
        }),
      { code: 'fileTypeRefused', fields: [{ path: 'files.1', code: 'fileTypeRefused' }] },
    ],
    [
      () => submitRequest(world.as(world.people.manager), { requestId, files: [file('Nr 19121212-1212')] }),
      { code: 'personalNumber', fields: [{ path: 'files.0', code: 'personalNumberOnLine' }] },
    ],
  ]
  for (const [attempt, fault] of faults) await expect(attempt()).rejects.toMatchObject(fault)
  expect(await receiptsOf(requestId)).toEqual([])
  expect((await rowOf(requestId))['state']).toBe('requested')
})

test('a manager hands in two files in one go: a receipt each, records in the matter, and the team is told once', async () => {
  const requestId = await makeRequest(world, followUp, { title: 'Två filer' })
  const done = await submitRequest(world.as(world.people.manager), {
    requestId,
    files: [file('Ett', 'Ett.txt'), file('Två', 'Två.txt')],
    note: 'Se båda.',
    claimsBusinessSecret: true,
  })
  expect(done.late).toBe(false)
  expect(done.handedIn.map((one) => one.fileName)).toEqual(['Ett.txt', 'Två.txt'])
  for (const one of done.handedIn) expect(one.receiptNumber).toMatch(/^K-2026-\d{6}$/)
  const receipts = await receiptsOf(requestId)
  expect(receipts.map((one) => [one.submittedBy, one.claimsBusinessSecret, one.late])).toEqual([
    ['Petra Privat', true, false],
    ['Petra Privat', true, false],
  ])
  const records = await world.admin.query(
    `select r.direction, r.kind, r.secrecy_claimed, r.party from record r
      join submission s on s.id = r.source_id where s.document_request_id = $1`,
    [requestId],
  )
  const record = { direction: 'in', kind: 'submission', secrecy_claimed: true, party: 'Åkerbo Omsorg AB' }
  expect(records.rows).toEqual([record, record])
  const notices = await world.admin.query(
    `select account_id, href from notice where title = 'Underlag har kommit in: Två filer'`,
  )
  const href = `/uppfoljningar/${followUp.followUp}/underlag`
  expect(notices.rows).toEqual([{ account_id: world.people.reviewer.accountId, href }])
})

test('a correction is a new submission: what was handed in first stays as it was, and accepted is the end', async () => {
  const requestId = await makeRequest(world, followUp)
  const first = await submitRequest(world.as(world.people.manager), { requestId, files: [file('Första')] })
  const later = new Date(now.getTime() + 60_000)
  await submitRequest(world.as(world.people.manager, later), { requestId, files: [file('Rättad')] })
  const receipts = await receiptsOf(requestId)
  expect(receipts).toHaveLength(2)
  expect(receipts[1]?.receiptNumber).toBe(first.handedIn[0]?.receiptNumber)
  await world.admin.query(`update document_request set state = 'accepted' where id = $1`, [requestId])
  const more = submitRequest(world.as(world.people.manager), { requestId, files: [file('Till')] })
  await expect(more).rejects.toMatchObject({ code: 'wrongState' })
  expect(await receiptsOf(requestId)).toHaveLength(2)
})

test('a document that comes late is taken and marked; on the day itself it is not late, by the Swedish clock', async () => {
  const requestId = await makeRequest(world, followUp)
  const inTime = new Date('2026-11-25T22:59:00Z') // one minute to midnight in Sweden
  const onTheDay = await submitRequest(world.as(world.people.manager, inTime), {
    requestId,
    files: [file('a')],
  })
  const after = new Date('2026-11-25T23:01:00Z')
  const late = await submitRequest(world.as(world.people.manager, after), { requestId, files: [file('b')] })
  expect([onTheDay.late, late.late]).toEqual([false, true])
  expect((await receiptsOf(requestId)).map((one) => one.late)).toEqual([true, false])
})

test('a document handed in before is handed in again as a file of its own, never one of another unit', async () => {
  const earlier = await makeRequest(world, followUp)
  const oak = await makeFollowUp(world, { unit: 'oak', provider: 'private' })
  const elsewhere = await makeRequest(world, oak)
  const again = await makeRequest(world, followUp)
  const { manager } = world.people
  const first = await submitRequest(world.as(manager), { requestId: earlier, files: [file('Samma rutin')] })
  const foreign = await submitRequest(world.as(manager), { requestId: elsewhere, files: [file('Ekens')] })
  expect((await receiptsOf(elsewhere)).map((one) => one.unitName)).toEqual(['Ekbacken'])
  const request = { id: again, unitId: followUp.unit_id }
  const offered = await withScope(world.db, scopeOf(manager), (tx) =>
    listReusable(tx, request, reachOf(manager)),
  )
  expect(offered.map((one) => one.id)).toContain(first.handedIn[0]?.id)
  expect(offered.map((one) => one.id)).not.toContain(foreign.handedIn[0]?.id)
  const reuse = (handed: typeof first) => handed.handedIn.map((one) => one.id)
  const wrong = submitRequest(world.as(manager), { requestId: again, reuse: reuse(foreign) })
  await expect(wrong).rejects.toMatchObject({ code: 'invalidInput' })
  await submitRequest(world.as(manager), { requestId: again, reuse: reuse(first) })
  const [before, now_] = [await receiptsOf(earlier), await receiptsOf(again)]
  expect(now_[0]?.sha256).toBe(before[0]?.sha256)
  expect(now_[0]?.fileId).not.toBe(before[0]?.fileId)
})

test('ten people who hand in at the same moment get ten different receipts and ten records', async () => {
  const requests: string[] = []
  for (let made = 0; made < 10; made += 1) requests.push(await makeRequest(world, followUp))
  const done = await Promise.all(
    requests.map((requestId) =>
      submitRequest(world.as(world.people.manager), { requestId, files: [file(requestId)] }),
    ),
  )
  const numbers = done.flatMap((one) => one.handedIn.map((handed) => handed.receiptNumber))
  expect(new Set(numbers).size).toBe(10)
  const { rows } = await world.admin.query(
    'select count(*) as n from record r join submission s on s.id = r.source_id where s.document_request_id = any($1)',
    [requests],
  )
  expect(rows).toEqual([{ n: 10 }])
})

test('the same form sent twice hands in once', async () => {
  const requestId = await makeRequest(world, followUp)
  const request = world.as(world.people.manager)
  const input = { requestId, files: [file('En gång')] }
  const [first, second] = [await submitRequest(request, input), await submitRequest(request, input)]
  expect(second).toEqual(first)
  expect(await receiptsOf(requestId)).toHaveLength(1)
})

test('a manager asks for more time once; a second ask waits for the answer, and the day must be later', async () => {
  const requestId = await makeRequest(world, followUp)
  const ask = (until: string, revision = 1) =>
    askExtension(world.as(world.people.manager), { requestId, revision, until, reason: 'Ny chef' })
  await expect(ask('2026-11-25')).rejects.toMatchObject({ code: 'invalidInput' })
  await expect(ask('2026-12-05', 7)).rejects.toMatchObject({ code: 'stale', current: { revision: 1 } })
  expect(await ask('2026-12-05')).toEqual({ id: requestId, revision: 2 })
  await expect(ask('2026-12-06', 2)).rejects.toMatchObject({ code: 'alreadyDone' })
  expect(await rowOf(requestId)).toMatchObject({ extension_reason: 'Ny chef', extension_answer: null })
  await world.admin.query(
    `update document_request set extension_answer = 'refused', revision = 3 where id = $1`,
    [requestId],
  )
  expect(await ask('2026-12-07', 3)).toEqual({ id: requestId, revision: 4 })
})

test('a manager hands a task to a colleague of the unit and takes it back, and to nobody else', async () => {
  const requestId = await makeRequest(world, followUp)
  const { manager, rival } = world.people
  const oakManager = await makeColleague(world, { unit: 'oak', provider: 'private' }, 'unitManager')
  for (const stranger of [rival, oakManager, manager]) {
    const wrong = { requestId, revision: 1, accountId: stranger.accountId }
    await expect(assignRequest(world.as(manager), wrong)).rejects.toMatchObject({ code: 'invalidInput' })
  }
  const given = { requestId, revision: 1, accountId: delegate.accountId }
  expect(await assignRequest(world.as(manager), given)).toMatchObject({ name: 'Doris Delegat' })
  const notice = await world.admin.query('select href from notice where account_id = $1', [
    delegate.accountId,
  ])
  expect(notice.rows).toContainEqual({ href: `/lamna-in/${requestId}` })
  await assignRequest(world.as(manager), { requestId, revision: 2, accountId: null })
  const seen = await withScope(world.db, scopeOf(delegate), (tx) =>
    findHandIn(tx, requestId, reachOf(delegate)),
  )
  expect(seen).toBeUndefined()
})

test('what waits stands in order of date, without what is done, and strangers see none of it', async () => {
  const pine = await makeFollowUp(world, { unit: 'pine', provider: 'private' })
  await makeRequest(world, pine, { title: 'Senare', due_on: '2026-12-01' })
  await makeRequest(world, pine, { title: 'Först', due_on: '2026-11-20', state: 'returned' })
  await makeRequest(world, pine, { title: 'Klart', due_on: '2026-11-20', state: 'accepted' })
  await makeRequest(world, pine, { title: 'Borta', due_on: '2026-11-20', state: 'withdrawn' })
  await world.insert('action_plan', {
    plan: {
      ...{ board_id: pine.board_id, unit_id: pine.unit_id, provider_id: pine.provider_id },
      follow_up_id: pine.followUp,
      state: 'requested',
      due_on: '2026-11-24',
      requested_by: world.people.reviewer.accountId,
      requested_at: '2026-11-10T08:00:00Z',
      shared_at: '2026-11-10T08:00:00Z',
    },
  })
  const waiting = (actor: Actor) =>
    withScope(world.db, scopeOf(actor), (tx) =>
      listWaiting(tx, reachOf(actor), { today: '2026-11-19', unit: pine.unit_id }),
    )
  expect((await waiting(world.people.manager)).map((item) => item.title)).toEqual([
    'Först',
    'Skriv en handlingsplan',
    'Senare',
  ])
  for (const actor of strangers()) expect(await waiting(actor), actor.name).toEqual([])
})

test('a manager sees announced follow-ups with the team, and no unannounced one even when it has begun', async () => {
  const oak = { unit: 'oak', provider: 'private' }
  const announced = await makeFollowUp(world, oak, { title: 'Aviserad' })
  const shared_at = '2026-11-18T08:00:00Z'
  const begun = { announced: false, state: 'underway', begun_at: shared_at, shared_at }
  await makeFollowUp(world, oak, { title: 'Oanmäld, påbörjad', ...begun })
  await makeFollowUp(world, oak, { title: 'Oanmäld', announced: false, shared_at: null })
  await makeFollowUp(world, oak, { title: 'Inte delad', state: 'planned', shared_at: null })
  const { manager } = world.people
  const coming = await withScope(world.db, scopeOf(manager), (tx) =>
    listComing(tx, reachOf(manager), world.units.oak),
  )
  const team = [{ name: 'Ulla Uppföljare', profession: 'Socionom', isLead: true }]
  expect(coming.filter((one) => one.id === announced.followUp)).toMatchObject([{ title: 'Aviserad', team }])
  expect(coming.map((one) => one.title).filter((title) => /Oanmäld|Inte delad/.test(title))).toEqual([])
})

test('a manager chooses among their three units, a delegate only where something was handed on', async () => {
  await makeRequest(world, followUp, { assigned_to: delegate.accountId })
  const units = (actor: Actor) =>
    withScope(world.db, scopeOf(actor), (tx) => listOwnUnits(tx, reachOf(actor)))
  const names = async (actor: Actor) => (await units(actor)).map((unit) => unit.name)
  expect(await names(world.people.manager)).toEqual(['Björkgården', 'Ekbacken', 'Tallhöjden'])
  expect(await names(delegate)).toEqual(['Björkgården'])
  expect(await names(world.people.rival)).toEqual(['Rivalen'])
})

test('strangers find no receipts, and the receipts of one municipality are not those of the other', async () => {
  const requestId = await makeRequest(world, followUp)
  await submitRequest(world.as(world.people.manager), { requestId, files: [file('Hemligt')] })
  for (const actor of strangers()) {
    const all = await withScope(world.db, scopeOf(actor), (tx) =>
      listAllReceipts(tx, reachOf(actor), HandInFilter.parse({})),
    )
    expect(all, actor.name).toEqual({ receipts: [], total: 0 })
    expect(await receiptsOf(requestId, actor), actor.name).toEqual([])
  }
})
