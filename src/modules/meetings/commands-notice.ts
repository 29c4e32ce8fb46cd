import { formatDate, todayIn } from '#kernel/dates.ts'
import { Problem } from '#kernel/problem.ts'
import { holdersOf, notify } from '#modules/notices/public.ts'
import { command, type Context } from '#platform/command.ts'
import { boardTexts as t } from '#texts/sv/board.ts'
import { meetingTexts } from '#texts/sv/meetings.ts'
import { NoticeMeeting } from './contract-meetings.ts'
import { freezeMinutes } from './freeze.ts'
import { noticeOf } from './notice.ts'
import { lockMeeting } from './queries.ts'
import { listItems, lockItem, type Item } from './queries-items.ts'
import { moved } from './rules.ts'
import { leave, renumber, succeed } from './succeed.ts'

/**
 * The notice of meeting (kallelse). Only frozen papers go out, and with it they are put before the board: until now
 * no member could see them. A paper that is still a draft stops it, unless its item is to wait for another meeting.
 */
export const noticeMeeting = command({
  verb: 'meeting.notice',
  input: NoticeMeeting,
  target: ({ db }, input) => lockMeeting(db, input.meetingId),
  async run(context, meeting, { takeOff }) {
    const noticed = moved(meeting, 'notice')
    const all = (await listItems(context.db, meeting.id)).filter((item) => item.state === 'onAgenda')
    const [drafts, items] = [all.filter(isDraft), all.filter((item) => !isDraft(item))]
    if (items.length === 0 || (drafts.length > 0 && !takeOff))
      throw new Problem('checksRemain', { detail: 'an item has no frozen paper' })
    for (const draft of drafts) await letWait(context, draft.id)
    if (drafts.length > 0) await renumber(context.db, meeting.id)
    const noticePaperId = await freezeNotice(context, meeting)
    await context.db
      .updateTable('meeting')
      .set({ state: noticed.state, noticedAt: context.now, noticePaperId })
      .where('id', '=', meeting.id)
      .execute()
    await putBeforeBoard(context, meeting.boardId, items)
    const members = await holdersOf(context.db, meeting.boardId, ['boardMember'], todayIn(context.now))
    await notify(context, members, {
      kind: 'meetingNoticed',
      title: meetingTexts.noticeTitle(formatDate(meeting.heldOn)),
      href: `/sammantraden/${meeting.id}`,
      boardId: meeting.boardId,
    })
    return {
      ...{ id: meeting.id, state: noticed.state, told: members.length, takenOff: drafts.length },
      papers: items.filter((item) => item.paperId).length,
    }
  },
  detail: (_, { papers, told, takenOff }) => ({ papers, told, takenOff }),
})

/** The notice as it went out: what is added or moved afterwards is told on the agenda, not in it. */
async function freezeNotice(
  context: Context,
  meeting: { id: string; boardId: string; heldOn: string },
): Promise<string> {
  const paper = await noticeOf(context.db, context.actor, meeting.id)
  if (!paper) throw new Problem('wrongState', { detail: 'an empty agenda' })
  return freezeMinutes(context, {
    ...{ boardId: meeting.boardId, matterId: null, kind: 'notice' },
    title: meetingTexts.noticeTitle(formatDate(meeting.heldOn)),
    paper: (id) => ({ ...paper, id, date: todayIn(context.now) }),
  })
}

export const isDraft = (item: Pick<Item, 'paperId' | 'paperState'>) =>
  item.paperId !== null && item.paperState !== 'frozen'

/** The author is told that the paper was not ready in time. */
async function letWait(context: Context, itemId: string): Promise<void> {
  const item = await lockItem(context.db, itemId)
  if (!item) return
  await leave(context, item, { move: 'move', reason: t.draftAtNotice })
  await succeed(context, item, null)
  const paper = await context.db
    .selectFrom('paper')
    .select(['createdBy', 'title'])
    .where('id', '=', item.paperId)
    .executeTakeFirst()
  if (paper)
    await notify(context, [paper.createdBy], {
      kind: 'itemTakenOff',
      title: t.takenOff(paper.title).slice(0, 300),
      href: `/rapporter/${item.paperId}`,
      boardId: item.boardId,
    })
}

type OnAgenda = { paperId: string | null }

/** The only thing of a frozen paper that still may change is who it is shown to; another board's is shown by its row. */
export async function putBeforeBoard(
  { db, now }: Context,
  boardId: string,
  items: readonly OnAgenda[],
): Promise<void> {
  const paperIds = items.flatMap((item) => item.paperId ?? [])
  if (paperIds.length === 0) return
  await db
    .updateTable('paper')
    .set({ putBeforeBoardAt: now })
    .where('id', 'in', paperIds)
    .where('boardId', '=', boardId)
    .where('putBeforeBoardAt', 'is', null)
    .execute()
  await db
    .updateTable('paperBody')
    .set({ putBeforeBoardAt: now })
    .where('paperId', 'in', paperIds)
    .where('toBoardId', '=', boardId)
    .where('putBeforeBoardAt', 'is', null)
    .execute()
}
