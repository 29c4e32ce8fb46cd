import { formatDate, todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import type { z } from 'zod'
import { holdersOf, notify } from '#modules/notices/public.ts'
import { command, type Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { boardTexts as t } from '#texts/sv/board.ts'
import { putBeforeBoard } from './commands-notice.ts'
import { ChangeItem, MoveItem, OrderAgenda, PutOnAgenda, WithdrawItem } from './contract-meetings.ts'
import { findPaperFor, type PaperFor } from './papers.ts'
import { lockMeeting } from './queries.ts'
import { listItems, lockItem, type LockedItem } from './queries-items.ts'
import { lockMatter } from './queries-matters.ts'
import { isAfterStop, itemAfter } from './rules.ts'
import { leave, nextNumber, renumber, setNumbers, succeed } from './succeed.ts'

type Meeting = NonNullable<Awaited<ReturnType<typeof lockMeeting>>>
type Wanted = z.output<typeof PutOnAgenda>

/**
 * Puts a paper on a meeting's agenda, or an item that has none. After the stop date a reason is asked for; after the
 * notice the paper must be frozen too, and the members are told at once.
 */
export const putOnAgenda = command({
  verb: 'agenda.put',
  input: PutOnAgenda,
  target: ({ db }, input) => lockMeeting(db, input.meetingId),
  async run(context, meeting, input) {
    assertOpen(meeting, input, todayIn(context.now))
    const paper = input.paperId ? await findPaperFor(context.db, meeting.boardId, input.paperId) : undefined
    if (paper) await assertNotThere(context, meeting.id, paper)
    const place = await placeOf(context, { meeting, input, paper })
    const { paperId: _paper, matterId: _matter, ...rest } = input
    const id = uuidv7(context.now.getTime())
    const number = await nextNumber(context.db, meeting.id)
    await context.db
      .insertInto('agendaItem')
      .values({
        ...{ ...rest, ...place, municipalityId: context.actor.municipalityId, id, number },
        boardId: meeting.boardId,
        paperId: paper?.id ?? null,
        presenter: input.presenter || (paper?.authorName ?? ''),
      })
      .execute()
    if (meeting.state === 'noticed') await tellLate(context, meeting, { ...place, id, paper })
    return { id, meetingId: meeting.id, number }
  },
})

function assertOpen(meeting: Meeting, wanted: Wanted, today: string): void {
  const isLate = meeting.state === 'noticed' || isAfterStop(meeting, today)
  if (meeting.state !== 'planned' && meeting.state !== 'noticed') throw new Problem('wrongState')
  if (isLate && wanted.lateReason === '') throw fieldProblem('lateReason', 'reasonNeeded')
  if (wanted.kind === 'decision' && wanted.proposal === '') throw fieldProblem('proposal', 'required')
}

async function assertNotThere({ db }: Context, meetingId: string, paper: PaperFor): Promise<void> {
  const items = await listItems(db, meetingId)
  if (items.some((item) => item.paperId === paper.id && item.state === 'onAgenda'))
    throw new Problem('alreadyDone')
}

/** The matter is the paper's own, or the one this board keeps for it; an item without a paper says which. */
async function placeOf({ db }: Context, { meeting, input, paper }: Putting) {
  assertFrozenWhenCalled(meeting, paper)
  const title = input.title || (paper?.title ?? '')
  if (title === '') throw fieldProblem('title', 'required')
  const cameFromId = paper?.cameFromId ?? null
  return { matterId: await matterFor(db, meeting.boardId, { input, paper }), title, cameFromId }
}

type Putting = { meeting: Meeting; input: Wanted; paper: PaperFor | undefined }

/** Who has been called reads only what never changes again. */
function assertFrozenWhenCalled(meeting: Meeting, paper: PaperFor | undefined): void {
  if (paper?.state === 'draft' && meeting.state === 'noticed') throw fieldProblem('paperId', 'notFrozen')
}

async function matterFor(
  db: Db,
  boardId: string,
  { input, paper }: Omit<Putting, 'meeting'>,
): Promise<string> {
  const matterId = paper ? paper.matterId : input.matterId
  const matter = matterId ? await lockMatter(db, matterId) : undefined
  if (matter?.boardId === boardId) return matter.id
  if (paper) throw new Problem('wrongState', { detail: 'the paper has no matter' })
  throw fieldProblem('matterId', 'chooseOne')
}

/** An item for information without a paper, put by another command, which answers for the right to it. */
export async function putReportItem(
  { db, actor, now }: Context,
  meetingId: string,
  { matterId, title }: { matterId: string; title: string },
): Promise<string> {
  const meeting = await lockMeeting(db, meetingId)
  if (!meeting) throw new Problem('notFound')
  const id = uuidv7(now.getTime())
  await db
    .insertInto('agendaItem')
    .values({
      ...{ municipalityId: actor.municipalityId, id, meetingId, boardId: meeting.boardId, matterId, title },
      ...{ kind: 'information' as const, number: await nextNumber(db, meetingId) },
    })
    .execute()
  return id
}

type Late = { id: string; title: string; paper: PaperFor | undefined }

async function tellLate(context: Context, meeting: Meeting, { id, title, paper }: Late): Promise<void> {
  if (paper) await putBeforeBoard(context, meeting.boardId, [{ paperId: paper.id }])
  const members = await holdersOf(context.db, meeting.boardId, ['boardMember'], todayIn(context.now))
  await notify(context, members, {
    kind: 'itemAdded',
    title: t.itemAdded(formatDate(meeting.heldOn), title).slice(0, 300),
    href: `/sammantraden/${meeting.id}/${id}`,
    boardId: meeting.boardId,
  })
}

/** The whole agenda in its new order, before anybody has been called to it by number. */
export const orderAgenda = command({
  verb: 'agenda.change',
  input: OrderAgenda,
  target: ({ db }, input) => lockMeeting(db, input.meetingId),
  async run({ db }, meeting, { itemIds }) {
    if (meeting.state !== 'planned') throw new Problem('wrongState')
    const items = (await listItems(db, meeting.id)).filter((item) => item.state === 'onAgenda')
    const isWhole = new Set(itemIds).size === items.length && items.every((item) => itemIds.includes(item.id))
    if (!isWhole) throw new Problem('stale', { current: { itemIds: items.map((item) => item.id) } })
    await setNumbers(
      db,
      itemIds.map((id, at) => ({ id, number: at + 1 })),
    )
    return { id: meeting.id, items: items.length }
  },
})

/** Heading, proposal and who presents it can be mended until the notice; the presenter until it is decided. */
export const changeItem = command({
  verb: 'agenda.change',
  input: ChangeItem,
  target: ({ db }, input) => lockItem(db, input.itemId),
  async run({ db }, item, { itemId, ...input }) {
    const meeting = item.meetingId ? await lockMeeting(db, item.meetingId) : undefined
    const isCalled = meeting !== undefined && meeting.state !== 'planned'
    if (item.state !== 'onAgenda' && item.state !== 'waiting') throw new Problem('wrongState')
    if (isCalled && (input.title !== item.title || input.proposal !== item.proposal))
      throw new Problem('wrongState', { detail: 'the members have been called to these words' })
    if (item.kind === 'decision' && input.proposal === '') throw fieldProblem('proposal', 'required')
    await db
      .updateTable('agendaItem')
      .set((set) => ({ ...input, revision: set('revision', '+', 1) }))
      .where('id', '=', itemId)
      .execute()
    return { id: itemId, meetingId: item.meetingId }
  },
})

/** Taken off for good. What the members have been called to keeps its number and says that it is withdrawn. */
export const withdrawItem = command({
  verb: 'agenda.change',
  input: WithdrawItem,
  target: ({ db }, input) => lockItem(db, input.itemId),
  async run(context, item, { reason }) {
    await leave(context, item, { move: 'withdraw', reason })
    await context.db
      .updateTable('delegationDecision')
      .set({ reportedItemId: null })
      .where('reportedItemId', '=', item.id)
      .execute()
    await closeGap(context, item)
    return { id: item.id, meetingId: item.meetingId }
  },
  detail: ({ reason }) => ({ reason }),
})

/** To another meeting of the same board; an item that waits is placed on one. */
export const moveItem = command({
  verb: 'agenda.change',
  input: MoveItem,
  target: ({ db }, input) => lockItem(db, input.itemId),
  async run(context, item, { toMeetingId, reason }) {
    const to = await lockMeeting(context.db, toMeetingId)
    if (to?.boardId !== item.boardId || to.id === item.meetingId || to.state !== 'planned')
      throw fieldProblem('toMeetingId', 'chooseOne')
    if (item.state === 'waiting') return place(context, item, to.id)
    if (reason === '') throw fieldProblem('reason', 'reasonNeeded')
    await leave(context, item, { move: 'move', reason })
    const id = await succeed(context, item, to.id)
    await closeGap(context, item)
    return { id, meetingId: to.id }
  },
  detail: ({ toMeetingId, reason }) => ({ toMeetingId, reason }),
})

async function place({ db }: Context, item: LockedItem, meetingId: string) {
  await db
    .updateTable('agendaItem')
    .set({ state: itemAfter(item.state, 'place'), meetingId, number: await nextNumber(db, meetingId) })
    .where('id', '=', item.id)
    .execute()
  return { id: item.id, meetingId }
}

async function closeGap({ db }: Context, item: LockedItem): Promise<void> {
  const meeting = item.meetingId ? await lockMeeting(db, item.meetingId) : undefined
  if (meeting?.state === 'planned') await renumber(db, meeting.id)
}
