import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { listNotices, openNotice } from '#modules/notices/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { makeWorld, type World } from '#test/world.ts'
import { declareItemBias, withdrawBias } from './commands-bias.ts'
import { putOnAgenda } from './commands-agenda.ts'
import { decideItem } from './commands-decide.ts'
import { changeMatter, closeMatter, openMatter, reopenMatter, writeNote } from './commands-matters.ts'
import { createMeeting } from './commands-meetings.ts'
import { adjustMinutes } from './commands-minutes.ts'
import { noticeMeeting } from './commands-notice.ts'
import { addBody, noteReceipt, sendExtract } from './commands-send.ts'
import { DecisionFilter } from './contract-meetings.ts'
import { extractPaper } from './documents.ts'
import { findReceivedExtract, listDecisions, listDeliveriesOf } from './queries-after.ts'
import { findItem, listBias } from './queries-items.ts'
import { findMatter, listChain, listRecords } from './queries-matters.ts'
import { arranged, held } from './way.test-support.ts'

let world: World
let given: ReturnType<typeof arranged>
beforeAll(async () => {
  world = await makeWorld()
  given = arranged(world)
})
afterAll(() => world.close())

const seen = <Result>(actor: Actor, work: (tx: Db) => Promise<Result>): Promise<Result> =>
  withScope(world.db, scopeOf(actor), work)

async function decided() {
  const made = await given.called()
  await decideItem(given.secretary(held), { itemId: made.itemId, outcome: 'asProposed', paragraph: '31' })
  await adjustMinutes(given.secretary(held), { meetingId: made.meetingId })
  return made
}

test('a member tells of bias, the secretary notes another, and the extract says who took part instead', async () => {
  const { itemId, meetingId } = await given.called()
  const { member, secretary, rival, elderlyReviewer, strategist } = world.people
  for (const stranger of [rival, elderlyReviewer])
    await expect(declareItemBias(world.as(stranger), { itemId })).rejects.toMatchObject({ code: 'notFound' })
  await expect(declareItemBias(world.as(strategist), { itemId })).rejects.toMatchObject({
    code: 'notAllowed',
  })
  const other = { itemId, accountId: secretary.accountId }
  await expect(declareItemBias(world.as(member), other)).rejects.toMatchObject({ code: 'notAllowed' })
  await declareItemBias(world.as(member), { itemId, reason: 'Släkt med ägaren' })
  await expect(declareItemBias(world.as(member), { itemId })).rejects.toMatchObject({ code: 'alreadyDone' })
  const wrong = await declareItemBias(given.secretary(), { itemId, personName: 'Fel Person' })
  await withdrawBias(given.secretary(), { biasId: wrong.id })
  await declareItemBias(given.secretary(), { itemId, personName: 'Bo Ek', replacedBy: 'Eva Sten' })
  await decideItem(given.secretary(held), { itemId, outcome: 'asProposed', paragraph: '5' })
  await adjustMinutes(given.secretary(held), { meetingId })
  const item = await seen(member, (tx) => findItem(tx, itemId))
  expect(item?.extract?.bias).toHaveLength(2)
  expect(item?.extract?.bias).toContainEqual({ name: member.name, replacedBy: '' })
  expect(item?.extract?.bias).toContainEqual({ name: 'Bo Ek', replacedBy: 'Eva Sten' })
  expect(JSON.stringify(item?.extract && extractPaper(itemId, item.extract))).toContain(
    'Eva Sten tjänstgör i stället',
  )
  expect(await seen(rival, (tx) => listBias(tx, [itemId]))).toEqual([])
  expect(await seen(world.twin.people.member, (tx) => listBias(tx, [itemId]))).toEqual([])
})

test('a registrar sends the extract out: the provider opens it, the council answers by letter', async () => {
  const { itemId } = await decided()
  const receivers = [
    { kind: 'provider' as const, way: 'system' as const, providerId: world.providers.private },
    { kind: 'council' as const, way: 'post' as const, name: 'Kommunala handikapprådet (KHR)' },
  ]
  const { reviewer, manager, rival, registrar, elderlyReviewer } = world.people
  await expect(sendExtract(world.as(reviewer), { itemId, receivers })).rejects.toMatchObject({
    code: 'notAllowed',
  })
  const nobody = [{ kind: 'council' as const, way: 'system' as const, name: 'KHR' }]
  await expect(sendExtract(world.as(registrar), { itemId, receivers: nobody })).rejects.toMatchObject({
    fields: [{ path: 'receivers.0', code: 'chooseOne' }],
  })
  const sent = await sendExtract(world.as(registrar, held), { itemId, receivers })
  expect(sent.numbers).toEqual([2, 3])
  expect(await seen(manager, (tx) => findReceivedExtract(tx, itemId))).toMatchObject({
    extract: { paragraph: '31' },
  })
  expect(await seen(manager, (tx) => findItem(tx, itemId))).toBeUndefined()
  for (const stranger of [rival, elderlyReviewer, world.twin.people.manager])
    expect(await seen(stranger, (tx) => findReceivedExtract(tx, itemId))).toBeUndefined()
  const notice = (await seen(manager, (tx) => listNotices(tx, manager))).find(
    (one) => one.kind === 'extractSent',
  )
  await openNotice(world.as(manager, held), { noticeId: notice?.id ?? '' })
  const list = () => seen(registrar, (tx) => listDeliveriesOf(tx, itemId))
  const [toProvider, toCouncil] = await list()
  expect(toProvider).toMatchObject({ receiverName: 'Åkerbo Omsorg AB', openedAt: held })
  expect(toCouncil).toMatchObject({ receivedOn: null, openedAt: null })
  const receipt = { deliveryId: toCouncil?.id ?? '', receivedOn: '2026-12-31', note: 'Brev' }
  await expect(
    noteReceipt(world.as(registrar, held), { ...receipt, receivedOn: '2027-01-02' }),
  ).rejects.toMatchObject({ fields: [{ path: 'receivedOn', code: 'dateInFuture' }] })
  await noteReceipt(world.as(registrar, held), receipt)
  expect((await list())[1]).toMatchObject({ receivedOn: '2026-12-31', receivedNote: 'Brev' })
})

test('one report goes to two boards with two case numbers: the other reads it only because it was shared', async () => {
  const paperId = await given.paper()
  const other = world.boards.elderly
  const secretaryThere = {
    ...world.people.secretary,
    assignments: [{ ...world.people.secretary.assignments[0]!, boardId: other }],
  }
  const reads = (actor: Actor) =>
    seen(actor, (tx) => tx.selectFrom('paper').select('id').where('id', '=', paperId).executeTakeFirst())
  expect(await reads(secretaryThere)).toBeUndefined()
  const body = { paperId, toBoardId: other, caseNumber: 'ÄN 26/77', role: 'decides' as const }
  await expect(addBody(given.secretary(), body)).rejects.toMatchObject({
    fields: [{ path: 'ground', code: 'reasonNeeded' }],
  })
  await addBody(given.secretary(), { ...body, ground: 'Gemensam enhet.' })
  expect(await reads(secretaryThere)).toMatchObject({ id: paperId })
  expect(await reads(world.people.rival)).toBeUndefined()
  const there = () => world.as(secretaryThere)
  const meeting = await createMeeting(there(), {
    boardId: other,
    heldOn: '2026-12-10',
    papersBy: '2026-11-25',
  })
  const put = { meetingId: meeting.id, paperId, kind: 'decision' as const, proposal: 'Nämnden antar planen.' }
  await expect(putOnAgenda(there(), put)).rejects.toMatchObject({ code: 'wrongState' })
  await given.matter('elderly', 'ÄN 26/77')
  const item = await putOnAgenda(there(), put)
  const memberThere = {
    ...world.people.member,
    assignments: [{ ...world.people.member.assignments[0]!, boardId: other }],
  }
  expect(await reads(memberThere)).toBeUndefined()
  await noticeMeeting(world.as(secretaryThere), { meetingId: meeting.id })
  expect(await reads(memberThere)).toMatchObject({ id: paperId })
  expect(await seen(memberThere, (tx) => findItem(tx, item.id))).toMatchObject({ paperId })
})

test('a member reads what became of the decisions, in counts, and strangers read nothing', async () => {
  const { itemId } = await decided()
  const filter = DecisionFilter.parse({ q: '31' })
  const { decisions } = await seen(world.people.member, (tx) => listDecisions(tx, filter))
  expect(decisions.find((one) => one.id === itemId)).toMatchObject({
    outcome: 'asProposed',
    followUps: 0,
    sent: 0,
    laterOn: null,
  })
  for (const stranger of [world.people.elderlyReviewer, world.people.rival, world.twin.people.member])
    expect(await seen(stranger, (tx) => listDecisions(tx, filter))).toEqual({ decisions: [], total: 0 })
})

test('a registrar closes a matter with a reason, opens it again, and its earlier titles are kept', async () => {
  const matterId = await given.matter()
  const registrar = () => world.as(world.people.registrar)
  const read = () => seen(world.people.registrar, (tx) => findMatter(tx, matterId))
  await expect(
    closeMatter(world.as(world.people.strategist), { matterId, reason: 'Klart' }),
  ).rejects.toMatchObject({
    code: 'notAllowed',
  })
  const change = {
    matterId,
    revision: 1,
    title: 'Ny rubrik',
    kind: 'guideline' as const,
    reason: 'Tydligare',
  }
  await changeMatter(registrar(), change)
  await expect(changeMatter(registrar(), change)).rejects.toMatchObject({ code: 'stale' })
  await writeNote(registrar(), { matterId, title: 'Samtal', note: 'Vi kom överens om ett nytt datum.' })
  await closeMatter(registrar(), { matterId, reason: 'Allt är klart.' })
  await expect(writeNote(registrar(), { matterId, title: 'x', note: 'y' })).rejects.toMatchObject({
    code: 'wrongState',
  })
  await reopenMatter(registrar(), { matterId, reason: 'Ny handling kom in.' })
  expect((await read())?.history.map(({ what, from }) => [what, from])).toEqual([
    ['title', 'Plan'],
    ['closed', ''],
    ['reopened', '2026-11-19'],
  ])
  const [note] = await seen(world.people.registrar, (tx) => listRecords(tx, matterId))
  expect(note).toMatchObject({ kind: 'officialNote', note: 'Vi kom överens om ett nytt datum.', number: 1 })
})

test('what waits for the board keeps its matter open', async () => {
  const matterId = await given.matter()
  await given.item(await given.meeting('2030-01-15'), await given.paper({ matter_id: matterId }))
  await expect(
    closeMatter(world.as(world.people.registrar), { matterId, reason: 'Klart' }),
  ).rejects.toMatchObject({
    fields: [{ path: 'reason', code: 'waitsForBoard' }],
  })
})

test('a guideline replaces an earlier one: the chain of case numbers is read from either end, and never bites its tail', async () => {
  const registrar = () => world.as(world.people.registrar)
  const ids: string[] = []
  for (const caseNumber of ['OMS 18/8', 'OMS 22/9', 'OMS 26/900']) {
    const input = { boardId: world.boards.care, caseNumber, title: 'Riktlinje', kind: 'guideline' as const }
    ids.push((await openMatter(registrar(), input)).id)
  }
  const replace = (at: number, by: number, revision: number) =>
    changeMatter(registrar(), {
      ...{ matterId: ids[at] ?? '', revision, title: 'Riktlinje', kind: 'guideline' as const },
      replacesId: ids[by] ?? '',
    })
  await replace(1, 0, 1)
  await replace(2, 1, 1)
  await expect(replace(0, 2, 1)).rejects.toMatchObject({ fields: [{ path: 'replacesId', code: 'notValid' }] })
  for (const id of ids) {
    const chain = await seen(world.people.registrar, (tx) => listChain(tx, id))
    expect(chain.map((one) => one.caseNumber)).toEqual(['OMS 18/8', 'OMS 22/9', 'OMS 26/900'])
  }
})
