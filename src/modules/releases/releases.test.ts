import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { decideOrder, savePoint, startOrder } from '#modules/delegations/public.ts'
import { listRecords, openMatter, registerRecord, writeNote } from '#modules/meetings/public.ts'
import { createPaper, editPaper, findPaper, freezePaper } from '#modules/reports/public.ts'
import { readArchive } from '#platform/archive.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { stopPdfWorker } from '#platform/documents/pdf.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { releaseBundle } from './bundle.ts'
import { changeRelease, chooseRecords, receiveRelease } from './commands.ts'
import { closeRelease, decideRelease } from './commands-decide.ts'
import { addCopy, maskRecord, reviewRecord } from './commands-review.ts'
import { ReleaseFilter } from './contract.ts'
import { releaseDutyRules } from './duties.ts'
import { placesOf } from './masking.ts'
import { findRelease, listReleaseLog, listReleases } from './queries.ts'
import { findReview, listRecordsToChoose, listReviews } from './queries-records.ts'
import { paperOfRecord } from './record-paper.ts'
import type { verdicts } from './rules.ts'

let world: World
let matterId: string
let paperRecord: string
let fileRecord: string
let noteRecord: string

const original = Buffer.from('Anbudet: timpriset är 98765 kronor enligt Zebra\n')
const maskedCopy = Buffer.from('Anbudet: timpriset är borttaget\n')

beforeAll(async () => {
  world = await makeWorld()
  matterId = await newMatter()
  fileRecord = (
    await registerRecord(registrar(), {
      ...{ matterId, title: 'Anbud', direction: 'in', party: 'Åkerbo Omsorg AB', secrecyClaimed: true },
      file: { name: 'anbud.txt', bytes: new Uint8Array(original) },
    })
  ).id
  noteRecord = (await writeNote(registrar(), { matterId, title: 'Samtal', note: 'Anna Zebra ringde.' })).id
  paperRecord = await frozenMemo()
})
afterAll(async () => {
  await stopPdfWorker()
  await world.close()
})

const registrar = (at?: Date) => world.as(world.people.registrar, at)
const seen = <Result>(actor: Actor, work: (tx: Db) => Promise<Result>): Promise<Result> =>
  withScope(world.db, scopeOf(actor), work)
let count = 0
const caseNumber = () => `OMS 26/U${(count += 1)}`

async function newMatter(): Promise<string> {
  const matter = { boardId: world.boards.care, caseNumber: caseNumber(), title: 'Avtal' }
  return (await openMatter(registrar(), matter)).id
}

async function frozenMemo(): Promise<string> {
  const strategist = world.people.strategist
  const { id } = await createPaper(world.as(strategist), { kind: 'memo', matterId, title: 'Om Zebra' })
  const paper = await seen(strategist, (tx) => findPaper(tx, id))
  const sections = (paper?.sections ?? []).map(({ key }) => ({
    key,
    text: `Hemligheten heter Zebra (${key}).`,
  }))
  const edited = await editPaper(world.as(strategist), {
    ...{ paperId: id, revision: paper?.revision ?? 0, title: 'Om Zebra', sections },
  })
  return (await freezePaper(world.as(strategist), { paperId: id, revision: edited.revision })).recordId
}

async function received(more: object = {}) {
  const { id } = await receiveRelease(registrar(), {
    ...{ boardId: world.boards.care, caseNumber: caseNumber(), way: 'email' },
    ...{ wording: 'Alla handlingar i ärendet', matterIds: [matterId], ...more },
  })
  return id
}

const revisionOf = async (id: string) =>
  (await seen(world.people.registrar, (tx) => findRelease(tx, id)))?.revision ?? Number.NaN
const rowOf = (id: string, recordId: string) =>
  seen(world.people.registrar, (tx) => findReview(tx, id, recordId))

async function chosen(...recordIds: string[]) {
  const id = await received()
  await chooseRecords(registrar(), { releaseId: id, revision: await revisionOf(id), recordIds })
  return id
}

const secrecy = { act: 'Offentlighets- och sekretesslagen', chapter: '31', section: '16', reason: 'Affärer.' }

async function judge(releaseId: string, recordId: string, verdict: (typeof verdicts)[number]) {
  const revision = (await rowOf(releaseId, recordId))?.revision ?? 0
  const ground = verdict === 'whole' ? {} : secrecy
  return reviewRecord(registrar(), { releaseId, recordId, revision, verdict, ...ground })
}

async function decide(releaseId: string, more: object = {}, actor = world.people.registrar) {
  return decideRelease(world.as(actor), {
    ...{ releaseId, revision: await revisionOf(releaseId), delivery: 'pickedUp', reason: 'Se ovan.' },
    ...more,
  })
}

let ordered = false
/** The board names who may refuse. Before this test asks, nobody is named. */
async function order(): Promise<void> {
  if (ordered) return
  ordered = true
  const secretary = world.as(world.people.secretary)
  const { id } = await startOrder(secretary, { boardId: world.boards.care })
  await savePoint(world.as(world.people.secretary), {
    ...{ orderId: id, code: '3.1', law: 'OSL 6:3', what: 'Avslå begäran', act: 'refuseRelease' },
    roles: ['registrar'],
  })
  await decideOrder(world.as(world.people.secretary), {
    ...{ orderId: id, decidedOn: '2026-01-10', validFrom: '2026-01-11', decision: '§ 4' },
  })
}

test('a stranger’s request is received without a name, gets a matter of its own and a day to be answered', async () => {
  const id = await received({ contact: '' })
  const release = await seen(world.people.registrar, (tx) => findRelease(tx, id))
  expect(release).toMatchObject({ state: 'received', contact: '', dueOn: '2026-11-24', judged: 0 })
  const records = await seen(world.people.registrar, (tx) => listRecords(tx, release?.matterId ?? ''))
  expect(records).toMatchObject([{ number: 1, direction: 'in', note: 'Alla handlingar i ärendet' }])
  const asked = { today: '2026-11-19' }
  const owed = await seen(world.people.registrar, (tx) => releaseDutyRules[0]!.list(tx, asked))
  expect(owed.find((one) => one.sourceId === id)).toMatchObject({ dueOn: '2026-11-24', proof: null })
})

test('nobody but the registrar and the secretary receives, and a matter of another board cannot be drawn in', async () => {
  const elderly = await world.insert('matter', {
    m: { board_id: world.boards.elderly, case_number: 'ÄN 1', title: 'x', opened_on: '2026-01-01' },
  })
  const input = { boardId: world.boards.care, caseNumber: caseNumber(), way: 'phone' as const, wording: 'x' }
  for (const actor of [world.people.strategist, world.people.reviewer, world.people.manager])
    await expect(receiveRelease(world.as(actor), input)).rejects.toMatchObject({ code: 'notAllowed' })
  await expect(receiveRelease(registrar(), { ...input, matterIds: [elderly.m] })).rejects.toMatchObject({
    fields: [{ path: 'matterIds' }],
  })
  for (const path of ['wording', 'caseNumber'])
    await expect(receiveRelease(registrar(), { ...input, [path]: 'Om 19121212-1212' })).rejects.toMatchObject(
      { fields: [{ path, code: 'personalNumber' }] },
    )
  await expect(receiveRelease(registrar(), { ...input, receivedOn: '2027-01-01' })).rejects.toMatchObject({
    fields: [{ code: 'dateInFuture' }],
  })
})

test('a registrar sees every record of the matter in number order, with the plea as a plea', async () => {
  const id = await received()
  const list = await seen(world.people.registrar, (tx) => listRecordsToChoose(tx, id))
  expect(list.map((row) => row.number)).toEqual(list.map((_, at) => at + 1))
  expect(list.find((row) => row.recordId === fileRecord)).toMatchObject({
    ...{ secrecyClaimed: true, content: 'file', isChosen: false },
  })
  expect(list.find((row) => row.recordId === noteRecord)?.content).toBe('note')
  expect(list.find((row) => row.recordId === paperRecord)?.content).toBe('paper')
})

test('nothing is held back without a ground, and a verdict given before is kept', async () => {
  const id = await chosen(fileRecord)
  const refuse = { releaseId: id, recordId: fileRecord, revision: 1, verdict: 'refused' as const }
  await expect(reviewRecord(registrar(), refuse)).rejects.toMatchObject({
    fields: [{ code: 'groundNeeded' }],
  })
  await expect(
    reviewRecord(world.as(world.people.director), { ...refuse, ...secrecy }),
  ).rejects.toMatchObject({ code: 'notAllowed' })
  expect((await rowOf(id, fileRecord))?.verdict).toBeNull()
  await judge(id, fileRecord, 'refused')
  await expect(reviewRecord(registrar(), { ...refuse, ...secrecy })).rejects.toMatchObject({ code: 'stale' })
  await judge(id, fileRecord, 'whole')
  expect(await rowOf(id, fileRecord)).toMatchObject({ verdict: 'whole', earlier: [{ verdict: 'refused' }] })
})

test('what is released in whole needs no delegation, and its bundle is the answer and the record as it is', async () => {
  const id = await chosen(fileRecord, noteRecord)
  await expect(decide(id)).rejects.toMatchObject({ fields: [{ code: 'unreviewed' }] })
  await judge(id, fileRecord, 'whole')
  await judge(id, noteRecord, 'whole')
  expect((await decide(id)).outcome).toBe('released')
  const parts = await bundleOf(id)
  expect(parts.map((part) => part.name)).toEqual(['00 Svar på begäran.pdf', '01 anbud.txt', '02 Samtal.pdf'])
  expect(parts[1]?.read().toString()).toBe(original.toString())
})

test('where the board has named nobody, a refusal is decided by nobody but the board', async () => {
  const id = await chosen(fileRecord)
  await judge(id, fileRecord, 'refused')
  await expect(decide(id)).rejects.toMatchObject({ fields: [{ code: 'noPointForRelease' }] })
  await order()
  await expect(decide(id, {}, world.people.director)).rejects.toMatchObject({
    fields: [{ code: 'notYourPoint' }],
  })
  expect((await seen(world.people.registrar, (tx) => findRelease(tx, id)))?.outcome).toBeNull()
})

test('a refusal is a formal decision on delegation, with documents and records in the matter of the request', async () => {
  await order()
  const id = await chosen(fileRecord)
  await judge(id, fileRecord, 'refused')
  await expect(decide(id, { reason: '' })).rejects.toMatchObject({ fields: [{ code: 'reasonNeeded' }] })
  await decide(id)
  const release = await seen(world.people.registrar, (tx) => findRelease(tx, id))
  expect(release).toMatchObject({ outcome: 'refused', decidedByName: 'Rut Registrator', state: 'decided' })
  expect(release?.delegationId).not.toBeNull()
  expect(release?.docxFileId).not.toBeNull()
  const records = await seen(world.people.registrar, (tx) => listRecords(tx, release?.matterId ?? ''))
  expect(records.map((row) => row.kind)).toEqual(['release', 'delegation', 'release'])
  const parts = await bundleOf(id)
  expect(parts.map((part) => part.name)).toEqual(['00 Beslut om utlämnande.pdf'])
  await expect(judge(id, fileRecord, 'whole')).rejects.toMatchObject({ code: 'wrongState' })
  await closeRelease(registrar(), { releaseId: id, revision: await revisionOf(id) })
})

test('a paper of our own is masked into a new PDF, and the bundle holds the copy and never the original', async () => {
  await order()
  const id = await chosen(paperRecord, fileRecord)
  await judge(id, paperRecord, 'masked')
  await judge(id, fileRecord, 'masked')
  await expect(decide(id)).rejects.toMatchObject({ fields: [{ code: 'copyMissing' }] })
  const at = async (recordId: string) => (await rowOf(id, recordId))?.revision ?? 0
  const mask = { releaseId: id, recordId: paperRecord, revision: await at(paperRecord) }
  await expect(maskRecord(registrar(), mask)).rejects.toMatchObject({ fields: [{ code: 'nothingToMask' }] })
  await maskRecord(registrar(), { ...mask, phrases: ['zebra'] })
  await expect(
    maskRecord(registrar(), {
      ...{ releaseId: id, recordId: fileRecord, revision: await at(fileRecord), phrases: ['zebra'] },
    }),
  ).rejects.toMatchObject({ code: 'wrongState' })
  const copy = { releaseId: id, recordId: fileRecord, revision: await at(fileRecord) }
  await expect(
    addCopy(registrar(), { ...copy, file: { name: 'a.txt', bytes: new Uint8Array(original) } }),
  ).rejects.toMatchObject({ fields: [{ code: 'copyIsOriginal' }] })
  await addCopy(registrar(), { ...copy, file: { name: 'kopia.txt', bytes: new Uint8Array(maskedCopy) } })
  expect((await decide(id)).outcome).toBe('releasedPartly')
  const parts = await bundleOf(id)
  expect(parts.map((part) => part.name)).toEqual([
    ...['00 Beslut om utlämnande.pdf', '01 kopia.txt', '03 Handling 3 maskerad.pdf'],
  ])
  for (const part of parts) expect(part.read().toString('latin1')).not.toMatch(/zebra|98765/iu)
})

test('the places of a paper are told as they are, so that a registrar knows what is hidden', async () => {
  const id = await chosen(paperRecord)
  const paper = await seen(world.people.registrar, async (tx) => {
    const review = await findReview(tx, id, paperRecord)
    return review && paperOfRecord(tx, review, world.people.registrar)
  })
  expect(paper && placesOf(paper).some((place) => place.text.includes('Zebra'))).toBe(true)
})

test('a mail address is needed where the records go by mail, and a request of nothing found is answered so', async () => {
  const id = await chosen(fileRecord)
  await judge(id, fileRecord, 'whole')
  await expect(decide(id, { delivery: 'email', deliveredTo: 'x' })).rejects.toMatchObject({
    fields: [{ path: 'deliveredTo', code: 'email' }],
  })
  const nothing = await received()
  expect((await decide(nothing)).outcome).toBe('nothingFound')
})

test('who looked and who judged stands in the log of the request', async () => {
  const id = await chosen(noteRecord)
  await judge(id, noteRecord, 'whole')
  await decide(id)
  await bundleOf(id)
  const log = await seen(world.people.registrar, (tx) => listReleaseLog(tx, id))
  expect(log.map((row) => [row.verb, row.outcome])).toEqual([
    ['release.review', 'read'],
    ['release.decide', 'done'],
    ['release.review', 'done'],
    ['release.review', 'done'],
    ['release.receive', 'done'],
  ])
  expect(log.every((row) => row.who === 'Rut Registrator')).toBe(true)
})

test('two registrars at one request: the second is told that it has changed', async () => {
  const id = await received()
  const change = { releaseId: id, revision: await revisionOf(id), contact: 'a', matterIds: [matterId] }
  await changeRelease(registrar(), change)
  await expect(changeRelease(registrar(), { ...change, contact: 'b' })).rejects.toMatchObject({
    code: 'stale',
  })
})

test('the other board, operators, members and the twin learn nothing of any request', async () => {
  const id = await chosen(fileRecord)
  const { elderlyReviewer, manager, rival, unitManager, member, admin } = world.people
  const strangers = [elderlyReviewer, manager, rival, unitManager, member, admin, otherRegistrar()]
  for (const actor of [...strangers, world.twin.people.registrar]) {
    expect(await seen(actor, (tx) => findRelease(tx, id)), actor.name).toBeUndefined()
    expect((await seen(actor, (tx) => listReleases(tx, ReleaseFilter.parse({})))).total).toBe(0)
    expect(await seen(actor, (tx) => listReviews(tx, id))).toEqual([])
    expect(await seen(actor, (tx) => releaseBundle(tx, actor, { releaseId: id, now }))).toBeUndefined()
  }
  for (const actor of [otherRegistrar(), world.twin.people.registrar]) {
    const review = { releaseId: id, recordId: fileRecord, revision: 1, verdict: 'whole' as const }
    await expect(reviewRecord(world.as(actor), review)).rejects.toMatchObject({ code: 'notFound' })
    await expect(
      maskRecord(world.as(actor), { releaseId: id, recordId: fileRecord, revision: 1, phrases: ['ab'] }),
    ).rejects.toMatchObject({ code: 'notFound' })
    const decision = { releaseId: id, revision: 2, delivery: 'paper' as const }
    await expect(decideRelease(world.as(actor), decision)).rejects.toMatchObject({ code: 'notFound' })
  }
  expect((await rowOf(id, fileRecord))?.verdict).toBeNull()
})

function otherRegistrar(): Actor {
  const [held] = world.people.registrar.assignments
  if (!held) throw new Error('the registrar holds nothing')
  return { ...world.people.registrar, assignments: [{ ...held, boardId: world.boards.elderly }] }
}

async function bundleOf(releaseId: string) {
  const about = { releaseId, now }
  const actor = world.people.registrar
  const bundle = await seen(actor, (tx) => releaseBundle(tx, actor, about))
  return readArchive(Buffer.from(bundle?.bytes ?? [])) ?? []
}
