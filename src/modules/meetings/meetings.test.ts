import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { recordKinds as recordKindWords } from '#texts/sv/meetings.ts'
import { putOnAgenda } from './commands-agenda.ts'
import { decideItem } from './commands-decide.ts'
import { openMatter, registerRecord } from './commands-matters.ts'
import { createMeeting } from './commands-meetings.ts'
import { adjustMinutes } from './commands-minutes.ts'
import { noticeMeeting } from './commands-notice.ts'
import { MatterFilter } from './contract.ts'
import { listMatters, listRecords } from './queries-matters.ts'
import { findItem, listItems } from './queries-items.ts'
import { findMeeting, listMeetings } from './queries.ts'
import {
  canMove,
  canMoveItem,
  itemAfter,
  itemMoves,
  itemStates,
  meetingStates,
  moved,
  moves,
  recordKinds,
} from './rules.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const seen = <Result>(actor: Actor, work: (tx: Db) => Promise<Result>): Promise<Result> =>
  withScope(world.db, scopeOf(actor), work)

let count = 0
async function matter(): Promise<string> {
  count += 1
  const opened = await openMatter(world.as(world.people.registrar), {
    boardId: world.boards.care,
    caseNumber: `OMS 26/${count}`,
    title: `Uppföljning ${count}`,
  })
  return opened.id
}

let day = 0
async function meeting(papersBy = '2026-11-30') {
  day += 1
  const heldOn = `2026-12-${String(day).padStart(2, '0')}`
  return createMeeting(world.as(world.people.secretary), { boardId: world.boards.care, heldOn, papersBy })
}

async function paper(state: 'draft' | 'frozen' = 'frozen'): Promise<string> {
  const bytes = Buffer.from('x')
  const forms = { snapshot: '{}', html: 'x', pdf: bytes, pdf_archive: bytes, docx: bytes, sha256: bytes }
  const { p } = await world.insert('paper', {
    p: {
      board_id: world.boards.care,
      matter_id: await matter(),
      kind: 'memo',
      title: 'Tjänsteskrivelse',
      state,
      sections: '[]',
      author_name: 'Stina',
      created_by: world.people.strategist.accountId,
      created_at: now,
      ...(state === 'frozen' ? forms : {}),
    },
  })
  return p
}

async function onAgenda(state: 'draft' | 'frozen' = 'frozen') {
  const { id: meetingId } = await meeting()
  const paperId = await paper(state)
  const item = await putOnAgenda(world.as(world.people.strategist), {
    meetingId,
    paperId,
    kind: 'decision',
    proposal: 'Nämnden antar planen.',
  })
  return { meetingId, paperId, itemId: item.id }
}

const lateDecember = new Date('2026-12-31T09:00:00Z')

test('ten records registered at once in one matter get the numbers one to ten', async () => {
  const matterId = await matter()
  const register = (title: string) =>
    registerRecord(world.as(world.people.registrar), { matterId, title, direction: 'in' })
  await Promise.all(Array.from({ length: 10 }, (_, at) => register(`Handling ${at}`)))
  const records = await seen(world.people.registrar, (tx) => listRecords(tx, matterId))
  expect(records.map((record) => record.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
})

test('a registrar hands in a file with a record, and its text is searched for personal numbers', async () => {
  const matterId = await matter()
  const file = { name: 'brev.txt', bytes: new TextEncoder().encode('Hej') }
  const request = world.as(world.people.registrar)
  await registerRecord(request, { matterId, title: 'Brev', direction: 'in', file })
  await expect(
    registerRecord(world.as(world.people.registrar), {
      matterId,
      title: 'Om 19121212-1212',
      direction: 'in',
    }),
  ).rejects.toMatchObject({ code: 'personalNumber' })
  const records = await seen(world.people.registrar, (tx) => listRecords(tx, matterId))
  expect(records.map((record) => record.fileName)).toEqual(['brev.txt'])
})

test('every sort of record that the database takes has its own word in the matter, and no other sort is taken', async () => {
  const matterId = await matter()
  const row = (kind: string, number: number) => ({
    ...{ matter_id: matterId, board_id: world.boards.care, number, kind },
    ...{ title: 'Handling', direction: 'in', registered_at: '2026-11-19T08:00:00Z' },
  })
  for (const [at, kind] of recordKinds.entries()) await world.insert('record', { one: row(kind, at + 1) })
  const records = await seen(world.people.registrar, (tx) => listRecords(tx, matterId))
  const words = records.map((record) => recordKindWords[record.kind])
  expect(new Set(words).size).toBe(recordKinds.length)
  await expect(world.insert('record', { other: row('letter', 99) })).rejects.toThrow('check')
})

test('a case number is used once in a board', async () => {
  const input = { boardId: world.boards.care, caseNumber: 'OMS 26/A', title: 'Ett' }
  await openMatter(world.as(world.people.registrar), input)
  await expect(openMatter(world.as(world.people.registrar), input)).rejects.toMatchObject({
    code: 'invalidInput',
    fields: [{ path: 'caseNumber', code: 'taken' }],
  })
})

test('a case number is no place for a personal number, and what is stated to be none is taken and told', async () => {
  const input = { boardId: world.boards.care, caseNumber: 'Om 19121212-1212', title: 'Ett' }
  await expect(openMatter(world.as(world.people.registrar), input)).rejects.toMatchObject({
    code: 'personalNumber',
    fields: [{ path: 'caseNumber' }],
  })
  const { rows } = await world.admin.query(`select from matter where case_number like '%1212%'`)
  expect(rows).toEqual([])
  const stated = { ...world.as(world.people.registrar), statedNotPersonal: true }
  expect(await openMatter(stated, input)).toMatchObject({ caseNumber: input.caseNumber })
})

test('the other board, providers and the twin municipality see no matter and open none here', async () => {
  const matterId = await matter()
  const { elderlyReviewer, rival, manager, member } = world.people
  for (const stranger of [elderlyReviewer, rival, manager, member, world.twin.people.registrar]) {
    const { matters } = await seen(stranger, (tx) => listMatters(tx, MatterFilter.parse({})))
    expect(matters).toEqual([])
    await expect(
      registerRecord(world.as(stranger), { matterId, title: 'x', direction: 'in' }),
    ).rejects.toMatchObject({ code: 'notFound' })
  }
  expect(await seen(world.people.registrar, (tx) => listRecords(tx, matterId))).toEqual([])
})

test('a reviewer may not call the board to a meeting, and nobody is told', async () => {
  const { meetingId } = await onAgenda()
  await expect(noticeMeeting(world.as(world.people.reviewer), { meetingId })).rejects.toMatchObject({
    code: 'notAllowed',
  })
  const found = await seen(world.people.secretary, (tx) => findMeeting(tx, meetingId))
  expect(found?.state).toBe('planned')
})

test('a strategist who comes after the stop date has to say why', async () => {
  const { id: meetingId } = await meeting('2026-11-01')
  const input = { meetingId, paperId: await paper(), kind: 'information' as const }
  await expect(putOnAgenda(world.as(world.people.strategist), input)).rejects.toMatchObject({
    fields: [{ path: 'lateReason', code: 'reasonNeeded' }],
  })
  const put = await putOnAgenda(world.as(world.people.strategist), { ...input, lateReason: 'Akut brist.' })
  expect(put.number).toBe(1)
})

test('a notice with a paper that is not frozen does not go out', async () => {
  const { meetingId } = await onAgenda('draft')
  await expect(noticeMeeting(world.as(world.people.secretary), { meetingId })).rejects.toMatchObject({
    code: 'checksRemain',
  })
})

test('a member sees the meeting in the calendar, its agenda from the notice on, and nobody else does', async () => {
  const { meetingId, itemId } = await onAgenda()
  const agenda = (actor: Actor) => seen(actor, (tx) => listItems(tx, meetingId))
  expect(await agenda(world.people.member)).toEqual([])
  expect(await seen(world.people.member, (tx) => findItem(tx, itemId))).toBeUndefined()
  await noticeMeeting(world.as(world.people.secretary), { meetingId })
  expect((await agenda(world.people.member)).map((item) => item.id)).toEqual([itemId])
  expect((await agenda(world.people.member))[0]?.caseNumber).toBeNull()
  const { elderlyReviewer, rival, manager } = world.people
  for (const stranger of [elderlyReviewer, rival, manager, world.twin.people.member]) {
    expect(await agenda(stranger)).toEqual([])
    const { coming, past } = await seen(stranger, (tx) => listMeetings(tx, '2026-11-19'))
    expect([...coming, ...past]).toEqual([])
  }
  const put = putOnAgenda(world.as(world.people.strategist), {
    meetingId,
    paperId: await paper(),
    kind: 'information',
  })
  await expect(put).rejects.toMatchObject({ fields: [{ path: 'lateReason', code: 'reasonNeeded' }] })
})

test('a secretary records the outcome from the day of the meeting until the minutes are adjusted', async () => {
  const { meetingId, itemId } = await onAgenda()
  await noticeMeeting(world.as(world.people.secretary), { meetingId })
  const reservations = [{ name: 'Anna Alm', text: 'Bifall till eget förslag.' }]
  const decided = { itemId, outcome: 'asProposed' as const, paragraph: '45', reservations }
  await expect(decideItem(world.as(world.people.secretary), decided)).rejects.toMatchObject({
    code: 'wrongState',
  })
  await expect(
    decideItem(world.as(world.people.secretary, lateDecember), { ...decided, outcome: 'ownWording' }),
  ).rejects.toMatchObject({ fields: [{ path: 'text', code: 'required' }] })
  await decideItem(world.as(world.people.secretary, lateDecember), decided)
  await adjustMinutes(world.as(world.people.secretary, lateDecember), { meetingId })
  await expect(
    decideItem(world.as(world.people.secretary, lateDecember), { ...decided, outcome: 'rejected' }),
  ).rejects.toMatchObject({ code: 'wrongState' })
  const item = await seen(world.people.member, (tx) => findItem(tx, itemId))
  expect(item).toMatchObject({ outcome: 'asProposed', paragraph: '45', reservations })
  const records = await seen(world.people.registrar, (tx) => listRecords(tx, item?.matterId ?? uuidv7()))
  expect(records.map((record) => record.title)).toEqual(['Protokollsutdrag § 45: Tjänsteskrivelse'])
})

test('a meeting moves only as its table says', () => {
  const verbs = Object.keys(moves) as (keyof typeof moves)[] // the keys of the table itself
  fc.assert(
    fc.property(fc.constantFrom(...meetingStates), fc.constantFrom(...verbs), (state, verb) => {
      if (canMove(state, verb)) expect(moved({ state }, verb).state).toBe(moves[verb].to)
      else expect(() => moved({ state }, verb)).toThrow('wrongState')
    }),
  )
})

test('an item goes only the way its table says', () => {
  const verbs = Object.keys(itemMoves) as (keyof typeof itemMoves)[] // the keys of the table itself
  fc.assert(
    fc.property(fc.constantFrom(...itemStates), fc.constantFrom(...verbs), (state, verb) => {
      if (canMoveItem(state, verb)) expect(itemAfter(state, verb)).toBe(itemMoves[verb].to)
      else expect(() => itemAfter(state, verb)).toThrow('wrongState')
    }),
  )
})
