import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { listNotices } from '#modules/notices/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { makeWorld, type World } from '#test/world.ts'
import { changeItem, moveItem, orderAgenda, putOnAgenda, withdrawItem } from './commands-agenda.ts'
import { addItemNote, decideItem } from './commands-decide.ts'
import { cancelMeeting, changeMeeting, createMeetings } from './commands-meetings.ts'
import { adjustMinutes, postMinutes } from './commands-minutes.ts'
import { noticeMeeting } from './commands-notice.ts'
import { meetingDutyRules } from './duties.ts'
import { onDecided, type Decided } from './hooks.ts'
import { findItem, listItems, listNeighbours, listWaiting, onAgenda } from './queries-items.ts'
import { findMeeting, listMeetings, listYear } from './queries.ts'
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
const agenda = async (meetingId: string) =>
  onAgenda(await seen(world.people.secretary, (tx) => listItems(tx, meetingId)))
const told = async (actor: Actor) =>
  (await seen(actor, (tx) => listNotices(tx, actor))).map((notice) => notice.kind)
const owed = async (key: string) => {
  const rule = meetingDutyRules.find((one) => one.key === key)
  return await seen(
    world.people.secretary,
    (tx) => rule?.list(tx, { today: '2026-12-31' }) ?? Promise.resolve([]),
  )
}

test('a secretary makes a year’s meetings at once, and the same list again changes nothing', async () => {
  const input = { boardId: world.boards.care, days: ['2028-02-16', '2028-03-15', '2028-03-15'] }
  await expect(createMeetings(world.as(world.people.reviewer), input)).rejects.toMatchObject({
    code: 'notAllowed',
  })
  expect(await createMeetings(given.secretary(), input)).toEqual({ created: 2, alreadyThere: 0 })
  expect(await createMeetings(given.secretary(), input)).toEqual({ created: 0, alreadyThere: 2 })
  const year = await seen(world.people.member, (tx) => listYear(tx, 2028))
  expect(
    year.map(({ heldOn, papersBy, noticeBy, adjustBy }) => [heldOn, papersBy, noticeBy, adjustBy]),
  ).toEqual([
    ['2028-02-16', '2028-02-02', '2028-02-09', '2028-03-01'],
    ['2028-03-15', '2028-03-01', '2028-03-08', '2028-03-29'],
  ])
  for (const stranger of [world.people.elderlyReviewer, world.people.rival, world.twin.people.secretary])
    expect(await seen(stranger, (tx) => listYear(tx, 2028))).toEqual([])
})

test('two secretaries who change one meeting: the later sees what holds', async () => {
  const meetingId = await given.meeting('2028-05-17', '2028-05-03')
  const change = { meetingId, revision: 1, heldOn: '2028-05-18', papersBy: '2028-05-03', place: 'Linden' }
  await changeMeeting(given.secretary(), change)
  await expect(changeMeeting(given.secretary(), { ...change, place: 'Eken' })).rejects.toMatchObject({
    code: 'stale',
    current: { heldOn: '2028-05-18', place: 'Linden', revision: 2 },
  })
  expect(await told(world.people.member)).toContain('meetingChanged')
})

test('a meeting is cancelled: its items move, everybody is told, and it stays readable', async () => {
  const from = await given.called()
  const to = await given.meeting('2029-02-14', '2029-01-31')
  const cancel = { meetingId: from.meetingId, reason: 'För få anmälda.', toMeetingId: to }
  await expect(cancelMeeting(world.as(world.people.strategist), cancel)).rejects.toMatchObject({
    code: 'notAllowed',
  })
  for (const stranger of [world.people.member, world.people.rival, world.people.elderlyReviewer])
    await expect(cancelMeeting(world.as(stranger), cancel)).rejects.toMatchObject({ code: 'notFound' })
  await cancelMeeting(given.secretary(), cancel)
  const meeting = await seen(world.people.member, (tx) => findMeeting(tx, from.meetingId))
  expect(meeting).toMatchObject({ state: 'cancelled', cancelledReason: 'För få anmälda.' })
  const [left] = await seen(world.people.member, (tx) => listItems(tx, from.meetingId))
  expect(left).toMatchObject({ id: from.itemId, state: 'moved' })
  expect(await agenda(to)).toMatchObject([{ paperId: from.paperId, cameFromId: from.itemId, number: 1 }])
  for (const person of [world.people.member, world.people.strategist])
    expect(await told(person)).toContain('meetingCancelled')
  await expect(noticeMeeting(given.secretary(), { meetingId: from.meetingId })).rejects.toMatchObject({
    code: 'wrongState',
  })
})

test('a cancelled meeting that nobody was called to shows no member its agenda, and its items wait', async () => {
  const meetingId = await given.meeting()
  const itemId = await given.item(meetingId)
  await cancelMeeting(given.secretary(), { meetingId, reason: 'Inga ärenden.' })
  expect(await seen(world.people.member, (tx) => listItems(tx, meetingId))).toEqual([])
  const waiting = await seen(world.people.secretary, (tx) => listWaiting(tx, [world.boards.care]))
  const waits = waiting.find((one) => one.cameFromId === itemId)
  expect(waits).toMatchObject({ state: 'waiting', meetingId: null, number: null })
  const to = await given.meeting()
  await moveItem(world.as(world.people.strategist), { itemId: waits?.id ?? '', toMeetingId: to })
  expect((await agenda(to)).map((one) => one.id)).toEqual([waits?.id])
  const again = await given.meeting()
  const second = await given.item(again)
  await cancelMeeting(given.secretary(), { meetingId: again, reason: 'Inga ärenden.' })
  const left = (await seen(world.people.secretary, (tx) => listWaiting(tx, [world.boards.care]))).find(
    (one) => one.cameFromId === second,
  )
  await withdrawItem(given.secretary(), { itemId: left?.id ?? '', reason: 'Behövs inte längre.' })
  expect((await seen(world.people.secretary, (tx) => listWaiting(tx, [world.boards.care]))).length).toBe(0)
})

test('a secretary puts the agenda in order, and what leaves it leaves no gap', async () => {
  const meetingId = await given.meeting()
  const [one, two, three] = [
    await given.item(meetingId),
    await given.item(meetingId),
    await given.item(meetingId),
  ]
  await expect(orderAgenda(given.secretary(), { meetingId, itemIds: [three, one] })).rejects.toMatchObject({
    code: 'stale',
  })
  await orderAgenda(given.secretary(), { meetingId, itemIds: [three, one, two] })
  expect((await agenda(meetingId)).map((item) => item.id)).toEqual([three, one, two])
  await withdrawItem(given.secretary(), { itemId: one, reason: 'Kommer senare.' })
  expect((await agenda(meetingId)).map(({ id, number }) => [id, number])).toEqual([
    [three, 1],
    [two, 2],
  ])
  await changeItem(given.secretary(), {
    itemId: two,
    title: 'Ny rubrik',
    proposal: 'Ja.',
    presenter: 'Stina',
  })
  await noticeMeeting(given.secretary(), { meetingId })
  const late = { itemId: two, title: 'Annan rubrik', proposal: 'Ja.', presenter: 'Stina' }
  await expect(changeItem(given.secretary(), late)).rejects.toMatchObject({ code: 'wrongState' })
  await withdrawItem(given.secretary(), { itemId: two, reason: 'Utgår.' })
  const [, gone] = await seen(world.people.member, (tx) => listItems(tx, meetingId))
  expect(gone).toMatchObject({ id: two, number: 2, state: 'withdrawn', leftReason: 'Utgår.' })
})

test('a draft at the notice waits for another meeting when the secretary says so, and its author is told', async () => {
  const meetingId = await given.meeting()
  await given.item(meetingId, await given.paper({}, 'draft'))
  const ready = await given.item(meetingId)
  await expect(noticeMeeting(given.secretary(), { meetingId })).rejects.toMatchObject({
    code: 'checksRemain',
  })
  const sent = await noticeMeeting(given.secretary(), { meetingId, takeOff: true })
  expect(sent).toMatchObject({ papers: 1, takenOff: 1 })
  expect((await agenda(meetingId)).map(({ id, number }) => [id, number])).toEqual([[ready, 1]])
  expect(await told(world.people.strategist)).toContain('itemTakenOff')
})

test('what comes after the notice needs a reason and a frozen paper, and the members are told', async () => {
  const { meetingId } = await given.called()
  const late = { meetingId, kind: 'information' as const, lateReason: 'Akut brist.' }
  const draft = await given.paper({}, 'draft')
  await expect(
    putOnAgenda(world.as(world.people.strategist), { ...late, paperId: draft }),
  ).rejects.toMatchObject({
    fields: [{ path: 'paperId', code: 'notFrozen' }],
  })
  const put = await putOnAgenda(world.as(world.people.strategist), { ...late, paperId: await given.paper() })
  expect(await seen(world.people.member, (tx) => findItem(tx, put.id))).toMatchObject({
    paperState: 'frozen',
  })
  expect(await told(world.people.member)).toContain('itemAdded')
})

test('what is tabled comes back on the next meeting by itself, and goes away when the word was wrong', async () => {
  const meetingId = await given.meeting('2026-12-02')
  const itemId = await given.item(meetingId)
  const next = (await seen(world.people.secretary, (tx) => listMeetings(tx, '2026-12-03'))).coming.find(
    (one) => one.state === 'planned',
  )
  await noticeMeeting(given.secretary(), { meetingId })
  await decideItem(given.secretary(held), { itemId, outcome: 'tabled', paragraph: '12' })
  const later = await seen(world.people.secretary, (tx) =>
    listNeighbours(tx, { id: itemId, cameFromId: null }),
  )
  expect(later).toMatchObject([{ meetingId: next?.id, itemState: 'onAgenda' }])
  await decideItem(given.secretary(held), { itemId, outcome: 'asProposed', paragraph: '12', revision: 2 })
  const item = await seen(world.people.secretary, (tx) => findItem(tx, itemId))
  expect(item).toMatchObject({ outcome: 'asProposed', earlier: [{ outcome: 'tabled', paragraph: '12' }] })
  const gone = await seen(world.people.secretary, (tx) =>
    listNeighbours(tx, { id: itemId, cameFromId: null }),
  )
  expect(gone).toMatchObject([{ itemState: 'withdrawn' }])
  const stale = decideItem(given.secretary(held), {
    itemId,
    outcome: 'rejected',
    paragraph: '12',
    revision: 2,
  })
  await expect(stale).rejects.toMatchObject({
    code: 'stale',
    current: { outcome: 'asProposed', revision: 3 },
  })
})

test('a board refers back twice: each time the author owes an answer, and the new version knows where it came from', async () => {
  const matterId = await given.matter()
  let paperId = await given.paper({ matter_id: matterId })
  let before: string | null = null
  for (const day of ['2026-12-29', '2026-12-30']) {
    const meetingId = await given.meeting(day)
    const itemId = await given.item(meetingId, paperId)
    expect(await seen(world.people.secretary, (tx) => findItem(tx, itemId))).toMatchObject({
      cameFromId: before,
    })
    await noticeMeeting(given.secretary(), { meetingId })
    const back = { itemId, outcome: 'referredBack' as const, paragraph: '7', returnBy: '2027-01-20' }
    await expect(decideItem(given.secretary(held), back)).rejects.toMatchObject({
      fields: [{ path: 'text', code: 'required' }],
    })
    await decideItem(given.secretary(held), { ...back, text: 'Beskriv kostnaden.' })
    const duty = (await owed('agenda.return')).find((one) => one.sourceId === itemId)
    expect(duty).toMatchObject({
      dueOn: '2027-01-20',
      ownerId: world.people.strategist.accountId,
      proof: null,
    })
    before = itemId
    paperId = await given.paper({ matter_id: matterId, replaces_id: paperId })
  }
  const last = await given.item(await given.meeting(), paperId)
  expect(await seen(world.people.secretary, (tx) => findItem(tx, last))).toMatchObject({ cameFromId: before })
  const answered = (await owed('agenda.return')).find((one) => one.sourceId === before)
  expect(answered?.proof).not.toBeNull()
  expect((await told(world.people.strategist)).filter((kind) => kind === 'itemReferredBack')).toHaveLength(2)
})

test('those whose work is decided hear of it in the same transaction, and can stop it', async () => {
  const { itemId, meetingId } = await given.called()
  const heard: Decided[] = []
  onDecided([
    (_, decided) => {
      heard.push(decided)
      return decided.outcome === 'rejected' ? Promise.reject(new Error('no')) : Promise.resolve()
    },
  ])
  const decide = (outcome: 'rejected' | 'asProposed') =>
    decideItem(given.secretary(held), { itemId, outcome, paragraph: '9' })
  await expect(decide('rejected')).rejects.toThrow()
  expect(await seen(world.people.secretary, (tx) => findItem(tx, itemId))).toMatchObject({ outcome: null })
  await decide('asProposed')
  onDecided([])
  expect(heard.at(-1)).toMatchObject({ itemId, meetingId, outcome: 'asProposed', earlier: null })
})

test('after the adjustment an outcome is not rewritten, only noted upon, and the adjustment is posted', async () => {
  const { itemId, meetingId } = await given.called()
  await expect(addItemNote(given.secretary(held), { itemId, text: 'x' })).rejects.toMatchObject({
    code: 'wrongState',
  })
  await decideItem(given.secretary(held), { itemId, outcome: 'asProposed', paragraph: '9' })
  const post = { meetingId, postedOn: '2026-12-31' }
  await expect(postMinutes(given.secretary(held), post)).rejects.toMatchObject({ code: 'wrongState' })
  await adjustMinutes(given.secretary(held), { meetingId })
  expect((await owed('meeting.post')).find((one) => one.sourceId === meetingId)?.proof).toBeNull()
  expect(await postMinutes(given.secretary(held), post)).toMatchObject({ postedUntil: '2027-01-21' })
  expect((await owed('meeting.post')).find((one) => one.sourceId === meetingId)?.proof).not.toBeNull()
  await addItemNote(given.secretary(held), { itemId, text: 'Rätt namn är Alm.' })
  const item = await seen(world.people.member, (tx) => findItem(tx, itemId))
  expect(item).toMatchObject({ outcome: 'asProposed', notes: [{ text: 'Rätt namn är Alm.' }] })
  expect(item?.extract).toMatchObject({ paragraph: '9', recordNumber: 1, board: 'Omsorgsnämnden' })
})
