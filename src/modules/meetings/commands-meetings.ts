import { formatDate, todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { holdersOf, notify } from '#modules/notices/public.ts'
import { command, type Context } from '#platform/command.ts'
import { meetingTexts } from '#texts/sv/meetings.ts'
import { CreateMeeting, OfMeeting } from './contract.ts'
import { listItems, lockMeeting } from './queries.ts'
import { addRecord } from './records.ts'
import { moved, type MeetingState } from './rules.ts'

export const createMeeting = command({
  verb: 'meeting.create',
  input: CreateMeeting,
  target: (_, input) => Promise.resolve({ boardId: input.boardId }),
  async run({ db, actor, now }, _, input) {
    const id = uuidv7(now.getTime())
    const created = await db
      .insertInto('meeting')
      .values({ ...input, municipalityId: actor.municipalityId, id, state: 'planned' })
      .onConflict((conflict) => conflict.columns(['municipalityId', 'boardId', 'heldOn']).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!created) throw fieldProblem('heldOn', 'taken')
    return { id }
  },
})

/**
 * The notice of meeting (kallelse). Only frozen papers go out, and with it they are put before the board: until now
 * no member could see them.
 */
export const noticeMeeting = command({
  verb: 'meeting.notice',
  input: OfMeeting,
  target: ({ db }, input) => lockMeeting(db, input.meetingId),
  async run(context, meeting) {
    const noticed = moved(meeting, 'notice')
    const items = await listItems(context.db, meeting.id)
    if (items.length === 0 || items.some((item) => item.paperState !== 'frozen'))
      throw new Problem('checksRemain', { detail: 'an item has no frozen paper' })
    await saveState(context, noticed)
    await putBeforeBoard(
      context,
      items.map((item) => item.paperId),
    )
    const members = await holdersOf(context.db, meeting.boardId, ['boardMember'], todayIn(context.now))
    await notify(context, members, {
      kind: 'meetingNoticed',
      title: meetingTexts.noticeTitle(formatDate(meeting.heldOn)),
      href: `/sammantraden/${meeting.id}`,
      boardId: meeting.boardId,
    })
    return { id: meeting.id, state: noticed.state, papers: items.length, told: members.length }
  },
  detail: (_, result) => ({ papers: result.papers, told: result.told }),
})

/** Minutes adjusted (justering): the outcomes hold, and each becomes an extract (protokollsutdrag) in its matter. */
export const adjustMinutes = command({
  verb: 'agenda.decide',
  input: OfMeeting,
  target: ({ db }, input) => lockMeeting(db, input.meetingId),
  async run(context, meeting) {
    const adjusted = moved(meeting, 'adjust')
    const items = await listItems(context.db, meeting.id)
    if (items.some((item) => item.outcome === null)) throw new Problem('checksRemain')
    await saveState(context, adjusted)
    for (const item of items)
      await addRecord(context, {
        matterId: item.matterId,
        boardId: meeting.boardId,
        title: meetingTexts.extractTitle(item.paragraph, item.title),
        direction: 'internal',
        kind: 'extract',
        paperId: item.paperId,
        sourceId: item.id,
      })
    return { id: meeting.id, state: adjusted.state }
  },
  detail: () => ({ adjusted: true }),
})

async function saveState({ db }: Context, meeting: { id: string; state: MeetingState }): Promise<void> {
  await db.updateTable('meeting').set({ state: meeting.state }).where('id', '=', meeting.id).execute()
}

/** The only thing of a frozen paper that still may change is who it is shown to. */
async function putBeforeBoard({ db, now }: Context, paperIds: readonly string[]): Promise<void> {
  await db
    .updateTable('paper')
    .set({ putBeforeBoardAt: now })
    .where('id', 'in', [...paperIds])
    .where('putBeforeBoardAt', 'is', null)
    .execute()
}
