import { addDays, formatDate, todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { holdersOf, notify } from '#modules/notices/public.ts'
import { command, type Context } from '#platform/command.ts'
import { boardTexts as t } from '#texts/sv/board.ts'
import { CancelMeeting, ChangeMeeting, CreateMeeting, CreateMeetings } from './contract-meetings.ts'
import { lockMeeting } from './queries.ts'
import { lockItem, listItems } from './queries-items.ts'
import { canChange, moved } from './rules.ts'
import { leave, succeed } from './succeed.ts'

type NewMeeting = {
  boardId: string
  heldOn: string
  papersBy: string
  noticeBy?: string | undefined
  adjustBy?: string | undefined
  place: string
}

export const createMeeting = command({
  verb: 'meeting.create',
  input: CreateMeeting,
  target: (_, input) => Promise.resolve({ boardId: input.boardId }),
  async run(context, _, input) {
    const id = await insertMeeting(context, input)
    if (!id) throw fieldProblem('heldOn', 'taken')
    return { id }
  },
})

/** A year at once. A day the board already meets is left as it is: the same list again changes nothing. */
export const createMeetings = command({
  verb: 'meeting.create',
  input: CreateMeetings,
  target: (_, input) => Promise.resolve({ boardId: input.boardId }),
  async run(context, _, { boardId, place, ...input }) {
    let created = 0
    const days = [...new Set(input.days)].sort()
    for (const heldOn of days) {
      const id = await insertMeeting(context, {
        boardId,
        heldOn,
        papersBy: addDays(heldOn, -input.papersDaysBefore),
        noticeBy: addDays(heldOn, -Math.min(input.noticeDaysBefore, input.papersDaysBefore)),
        adjustBy: addDays(heldOn, input.adjustDaysAfter),
        place,
      })
      if (id) created += 1
    }
    return { created, alreadyThere: days.length - created }
  },
  detail: (_, result) => result,
})

async function insertMeeting(context: Context, meeting: NewMeeting): Promise<string | undefined> {
  const { db, actor, now } = context
  if (await isTaken(context, meeting.boardId, meeting.heldOn)) return undefined
  const id = uuidv7(now.getTime())
  const { noticeBy = null, adjustBy = null, ...rest } = meeting
  await db
    .insertInto('meeting')
    .values({ ...rest, noticeBy, adjustBy, municipalityId: actor.municipalityId, id, state: 'planned' })
    .execute()
  return id
}

/** Another day, place or stop date. Whoever was called, or has put something on the agenda, is told. */
export const changeMeeting = command({
  verb: 'meeting.change',
  input: ChangeMeeting,
  target: ({ db }, input) => lockMeeting(db, input.meetingId),
  async run(context, meeting, { meetingId, revision, reason, ...days }) {
    const isMoved = await assertChangeable(context, meeting, { revision, reason, heldOn: days.heldOn })
    const { noticeBy = null, adjustBy = null, ...rest } = days
    await context.db
      .updateTable('meeting')
      .set({ ...rest, noticeBy, adjustBy, revision: revision + 1 })
      .where('id', '=', meetingId)
      .execute()
    const title = t.meetingChanged(formatDate(meeting.heldOn), formatDate(days.heldOn), days.place)
    const isNews = isMoved || days.place !== meeting.place
    const told = isNews ? await tellOfMeeting(context, meeting, { kind: 'meetingChanged', title }) : 0
    return { id: meetingId, revision: revision + 1, told }
  },
  detail: ({ heldOn, reason }, { told }, before) => ({
    told,
    reason,
    ...(heldOn === before.heldOn ? {} : { heldOn: { from: before.heldOn, to: heldOn } }),
  }),
})

/** A cancelled meeting stays readable. What stood on its agenda goes to another meeting, or waits for one. */
export const cancelMeeting = command({
  verb: 'meeting.cancel',
  input: CancelMeeting,
  target: ({ db }, input) => lockMeeting(db, input.meetingId),
  async run(context, meeting, { reason, toMeetingId }) {
    const cancelled = moved(meeting, 'cancel')
    const to = toMeetingId ? await otherMeeting(context, meeting, toMeetingId) : null
    const title = t.meetingCancelled(formatDate(meeting.heldOn), reason)
    const told = await tellOfMeeting(context, meeting, { kind: 'meetingCancelled', title })
    await moveItems(context, meeting.id, to)
    await context.db
      .updateTable('meeting')
      .set({ state: cancelled.state, cancelledAt: context.now, cancelledReason: reason })
      .where('id', '=', meeting.id)
      .execute()
    return { id: meeting.id, state: cancelled.state, told }
  },
  detail: ({ reason }, { told }) => ({ reason, told }),
})

type Meeting = NonNullable<Awaited<ReturnType<typeof lockMeeting>>>

type Changing = { revision: number; reason: string; heldOn: string }

/** @returns true when the day is another one */
async function assertChangeable(context: Context, meeting: Meeting, wanted: Changing): Promise<boolean> {
  if (!canChange(meeting.state)) throw new Problem('wrongState')
  if (meeting.revision !== wanted.revision) throw new Problem('stale', { current: currentOf(meeting) })
  if (wanted.heldOn === meeting.heldOn) return false
  if (meeting.state === 'noticed' && wanted.reason === '') throw fieldProblem('reason', 'reasonNeeded')
  if (await isTaken(context, meeting.boardId, wanted.heldOn)) throw fieldProblem('heldOn', 'taken')
  return true
}

async function otherMeeting({ db }: Context, meeting: Meeting, id: string): Promise<string> {
  const to = await lockMeeting(db, id)
  if (to?.boardId !== meeting.boardId || to.id === meeting.id || to.state !== 'planned')
    throw fieldProblem('toMeetingId', 'chooseOne')
  return to.id
}

async function moveItems(context: Context, meetingId: string, to: string | null): Promise<void> {
  const items = await listItems(context.db, meetingId)
  for (const { id } of items.filter((one) => one.state === 'onAgenda')) {
    const item = await lockItem(context.db, id)
    if (!item) continue
    await leave(context, item, { move: 'move', reason: t.itemOfCancelled })
    await succeed(context, item, to)
  }
}

function currentOf({ heldOn, papersBy, place, revision }: Meeting) {
  return { heldOn, papersBy, place, revision }
}

async function isTaken({ db }: Context, boardId: string, heldOn: string): Promise<boolean> {
  const other = await db
    .selectFrom('meeting')
    .select('id')
    .where('boardId', '=', boardId)
    .where('heldOn', '=', heldOn)
    .where('state', '<>', 'cancelled')
    .executeTakeFirst()
  return other !== undefined
}

/** The members, once they know of the meeting, and everybody who has a paper on it. */
async function tellOfMeeting(
  context: Context,
  meeting: Meeting,
  notice: { kind: string; title: string },
): Promise<number> {
  const today = todayIn(context.now)
  const members = await holdersOf(
    context.db,
    meeting.boardId,
    ['boardMember', 'director', 'boardSecretary'],
    today,
  )
  const receivers = new Set([...members, ...(await authorsOn(context, meeting.id))])
  receivers.delete(context.actor.accountId)
  await notify(context, [...receivers], {
    ...notice,
    title: notice.title.slice(0, 300),
    href: `/sammantraden/${meeting.id}`,
    boardId: meeting.boardId,
  })
  return receivers.size
}

async function authorsOn({ db }: Context, meetingId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('agendaItem as i')
    .innerJoin('paper as p', (join) =>
      join.onRef('p.municipalityId', '=', 'i.municipalityId').onRef('p.id', '=', 'i.paperId'),
    )
    .select('p.createdBy')
    .distinct()
    .where('i.meetingId', '=', meetingId)
    .where('i.state', '=', 'onAgenda')
    .execute()
  return rows.map((row) => row.createdBy)
}
