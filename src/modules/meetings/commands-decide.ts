import { todayIn } from '#kernel/dates.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import type { z } from 'zod'
import { notify } from '#modules/notices/public.ts'
import { command, type Context } from '#platform/command.ts'
import { boardTexts as t } from '#texts/sv/board.ts'
import { AddItemNote, DecideItem } from './contract-meetings.ts'
import { tellDecided } from './hooks.ts'
import { findNextPlanned, lockMeeting } from './queries.ts'
import { lockItem, type LockedItem } from './queries-items.ts'
import { addRecord } from './records.ts'
import { itemAfter, moved, outcomesFor, type EarlierOutcome, type ItemKind, type ItemNote } from './rules.ts'
import { succeed } from './succeed.ts'

type Wanted = z.output<typeof DecideItem>
type Meeting = NonNullable<Awaited<ReturnType<typeof lockMeeting>>>

/** What the board decided. It can be mended until the minutes are adjusted; what stood before is kept. */
export const decideItem = command({
  verb: 'agenda.decide',
  input: DecideItem,
  target: ({ db }, input) => lockItem(db, input.itemId),
  async run(context, item, input) {
    assertOutcome(item.kind, input)
    const meeting = await hold(context, item)
    if (input.revision !== undefined && input.revision !== item.revision)
      throw new Problem('stale', { current: currentOf(item) })
    await save(context, item, input)
    await goOn(context, { item, input, meeting })
    const { outcome, text, paragraph } = input
    const { boardId, matterId, paperId } = item
    await tellDecided(context, {
      ...{ itemId: item.id, meetingId: meeting.id, heldOn: meeting.heldOn, boardId, matterId, paperId },
      ...{ outcome, text, paragraph, earlier: item.outcome },
    })
    return { id: item.id, meetingId: meeting.id, outcome, revision: item.revision + 1 }
  },
  detail: (input, _, before) => ({
    outcome: input.outcome,
    paragraph: input.paragraph,
    ...(before.outcome ? { mended: before.outcome } : {}),
  }),
})

function assertOutcome(kind: ItemKind, decided: Wanted): void {
  if (!outcomesFor(kind).includes(decided.outcome)) throw fieldProblem('outcome', 'chooseOne')
  const needsText = decided.outcome === 'ownWording' || decided.outcome === 'referredBack'
  if (needsText && decided.text === '') throw fieldProblem('text', 'required')
}

/** The first outcome, on the day of the meeting or later, is what makes it held. */
async function hold({ db, now }: Context, item: LockedItem): Promise<Meeting> {
  const meeting = item.meetingId ? await lockMeeting(db, item.meetingId) : undefined
  if (!meeting) throw new Problem('wrongState', { detail: 'waits for a meeting' })
  const held = moved(meeting, 'hold')
  if (todayIn(now) < meeting.heldOn) throw new Problem('wrongState', { detail: 'before the day' })
  await db.updateTable('meeting').set({ state: held.state }).where('id', '=', meeting.id).execute()
  return meeting
}

function currentOf({ outcome, outcomeText: text, paragraph, revision }: LockedItem) {
  return { outcome, text, paragraph, revision }
}

async function save({ db, actor, now }: Context, item: LockedItem, input: Wanted): Promise<void> {
  await db
    .updateTable('agendaItem')
    .set({
      state: itemAfter(item.state, 'decide'),
      outcome: input.outcome,
      outcomeText: input.text,
      paragraph: input.paragraph,
      reservations: JSON.stringify(input.reservations),
      votes: input.votes && JSON.stringify(input.votes),
      returnBy: input.outcome === 'referredBack' ? (input.returnBy ?? null) : null,
      earlier: JSON.stringify([...item.earlier, ...earlierOf(item, { by: actor.name, now })]),
      decidedAt: now,
      decidedBy: actor.accountId,
      revision: item.revision + 1,
    })
    .where('id', '=', item.id)
    .execute()
}

function earlierOf(item: LockedItem, { by, now }: { by: string; now: Date }): EarlierOutcome[] {
  if (item.outcome === null) return []
  const { outcome, outcomeText: text, paragraph } = item
  return [{ at: now.toISOString(), by, outcome, text, paragraph }]
}

type Deciding = { item: LockedItem; input: Wanted; meeting: Meeting }

/** What is tabled comes back by itself; what is referred back goes to its author with what is asked for. */
async function goOn(context: Context, { item, input, meeting }: Deciding): Promise<void> {
  if (item.outcome === 'tabled' && input.outcome !== 'tabled') await takeBack(context, item.id)
  if (input.outcome === 'tabled' && item.outcome !== 'tabled') {
    const next = await findNextPlanned(context.db, meeting.boardId, meeting.heldOn)
    await succeed(context, item, next?.id ?? null)
  }
  if (input.outcome === 'referredBack' && item.outcome !== 'referredBack') await tellAuthor(context, item)
}

/** The outcome was written wrongly: the item that was to come back is taken off again. */
async function takeBack({ db }: Context, itemId: string): Promise<void> {
  const back = await db
    .updateTable('agendaItem')
    .set({ state: 'withdrawn', leftReason: t.outcomeMended })
    .where('cameFromId', '=', itemId)
    .where('state', 'in', ['waiting', 'onAgenda'])
    .returning('id')
    .execute()
  if (back.length === 0) return
  await db
    .updateTable('delegationDecision')
    .set({ reportedItemId: itemId })
    .where(
      'reportedItemId',
      'in',
      back.map((row) => row.id),
    )
    .execute()
}

async function tellAuthor(context: Context, item: LockedItem): Promise<void> {
  if (!item.paperId) return
  const paper = await context.db
    .selectFrom('paper')
    .select(['createdBy', 'title'])
    .where('id', '=', item.paperId)
    .executeTakeFirst()
  if (!paper) return
  await notify(context, [paper.createdBy], {
    kind: 'itemReferredBack',
    title: t.referredBack(paper.title).slice(0, 300),
    href: `/sammantraden/${item.meetingId}/${item.id}`,
    boardId: item.boardId,
  })
}

/** After the adjustment nothing is rewritten: what must be said is a note of its own, and a record in the matter. */
export const addItemNote = command({
  verb: 'agenda.decide',
  input: AddItemNote,
  target: ({ db }, input) => lockItem(db, input.itemId),
  async run(context, item, { text }) {
    const { db, actor, now } = context
    const meeting = item.meetingId ? await lockMeeting(db, item.meetingId) : undefined
    if (meeting?.state !== 'adjusted') throw new Problem('wrongState')
    const note: ItemNote = { at: now.toISOString(), by: actor.name, text }
    await db
      .updateTable('agendaItem')
      .set({ notes: JSON.stringify([...item.notes, note]), revision: item.revision + 1 })
      .where('id', '=', item.id)
      .execute()
    const { matterId, boardId, paragraph, title } = item
    const record = await addRecord(context, {
      ...{ matterId, boardId, direction: 'internal', kind: 'officialNote', note: text, sourceId: item.id },
      title: t.noteTitle(paragraph, title),
    })
    return { id: item.id, meetingId: meeting.id, number: record.number }
  },
})
