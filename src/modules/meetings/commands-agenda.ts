import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import type { z } from 'zod'
import { command, type Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { DecideItem, PutOnAgenda } from './contract.ts'
import { lockItem, lockMeeting } from './queries.ts'
import { isAfterStop, moved, outcomesFor, type ItemKind, type Outcome } from './rules.ts'

type Meeting = NonNullable<Awaited<ReturnType<typeof lockMeeting>>>

/** Puts a paper on a meeting's agenda: before the notice has gone out, and after the stop date only with a reason. */
export const putOnAgenda = command({
  verb: 'agenda.put',
  input: PutOnAgenda,
  target: ({ db }, input) => lockMeeting(db, input.meetingId),
  async run(context, meeting, input) {
    assertOpen(meeting, input, todayIn(context.now))
    const paper = await getPaper(context.db, meeting, input.paperId)
    const number = await nextNumber(context.db, meeting.id, paper.id)
    const id = uuidv7(context.now.getTime())
    await context.db
      .insertInto('agendaItem')
      .values({
        ...input,
        municipalityId: context.actor.municipalityId,
        id,
        boardId: meeting.boardId,
        matterId: paper.matterId,
        number,
        title: input.title || paper.title,
      })
      .execute()
    return { id, meetingId: meeting.id, number }
  },
})

/** What the board decided. It can be mended until the minutes are adjusted. */
export const decideItem = command({
  verb: 'agenda.decide',
  input: DecideItem,
  target: ({ db }, input) => lockItem(db, input.itemId),
  async run(context, item, input) {
    assertOutcome(item.kind, input)
    await hold(context, item.meetingId)
    await context.db
      .updateTable('agendaItem')
      .set({
        outcome: input.outcome,
        outcomeText: input.text,
        paragraph: input.paragraph,
        reservation: input.reservation,
        decidedAt: context.now,
        decidedBy: context.actor.accountId,
      })
      .where('id', '=', item.id)
      .execute()
    return { id: item.id, meetingId: item.meetingId, outcome: input.outcome }
  },
  detail: (input) => ({ outcome: input.outcome, paragraph: input.paragraph }),
})

type Wanted = z.output<typeof PutOnAgenda>

function assertOpen(meeting: Meeting, wanted: Wanted, today: string): void {
  if (meeting.state !== 'planned') throw new Problem('wrongState')
  if (isAfterStop(meeting, today) && wanted.lateReason === '')
    throw fieldProblem('lateReason', 'reasonNeeded')
  if (wanted.kind === 'decision' && wanted.proposal === '') throw fieldProblem('proposal', 'required')
}

/** A paper of another board is as good as none: each board is a wall of its own. */
async function getPaper(db: Db, meeting: Meeting, paperId: string) {
  const paper = await db
    .selectFrom('paper')
    .select(['id', 'title', 'matterId'])
    .where('id', '=', paperId)
    .where('boardId', '=', meeting.boardId)
    .executeTakeFirst()
  if (!paper) throw new Problem('notFound')
  if (!paper.matterId) throw new Problem('wrongState', { detail: 'the paper has no matter' })
  return { id: paper.id, title: paper.title, matterId: paper.matterId }
}

/** The meeting is locked, so that two items never take one number. */
async function nextNumber(db: Db, meetingId: string, paperId: string): Promise<number> {
  const items = await db
    .selectFrom('agendaItem')
    .select(['number', 'paperId'])
    .where('meetingId', '=', meetingId)
    .execute()
  if (items.some((item) => item.paperId === paperId)) throw new Problem('alreadyDone')
  return Math.max(0, ...items.map((item) => item.number)) + 1
}

function assertOutcome(kind: ItemKind, decided: { outcome: Outcome; text: string }): void {
  if (!outcomesFor(kind).includes(decided.outcome)) throw fieldProblem('outcome', 'chooseOne')
  if (decided.outcome === 'ownWording' && decided.text === '') throw fieldProblem('text', 'required')
}

/** The first outcome, on the day of the meeting or later, is what makes it held. */
async function hold({ db, now }: Context, meetingId: string): Promise<void> {
  const meeting = await lockMeeting(db, meetingId)
  if (!meeting) throw new Problem('notFound')
  const held = moved(meeting, 'hold')
  if (todayIn(now) < meeting.heldOn) throw new Problem('wrongState', { detail: 'before the day' })
  await db.updateTable('meeting').set({ state: held.state }).where('id', '=', meeting.id).execute()
}
