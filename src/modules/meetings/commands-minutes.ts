import { addDays, todayIn, type IsoDate } from '#kernel/dates.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { command, type Context } from '#platform/command.ts'
import { meetingTexts } from '#texts/sv/meetings.ts'
import { AdjustMinutes, PostMinutes } from './contract-meetings.ts'
import { extractPaper } from './documents.ts'
import { freezeMinutes } from './freeze.ts'
import { findMeeting, lockMeeting } from './queries.ts'
import { listBias, listBodies, listItems, onAgenda, type Item } from './queries-items.ts'
import { findMatter } from './queries-matters.ts'
import { addRecord, nextNumberIn } from './records.ts'
import { appealDays, moved, type Extract } from './rules.ts'

/** Minutes adjusted (justering): the outcomes hold, and each becomes an extract (protokollsutdrag) in its matter. */
export const adjustMinutes = command({
  verb: 'agenda.decide',
  input: AdjustMinutes,
  target: ({ db }, input) => lockMeeting(db, input.meetingId),
  async run(context, meeting, input) {
    const adjusted = moved(meeting, 'adjust')
    const today = todayIn(context.now)
    const adjustedOn = input.adjustedOn ?? today
    if (adjustedOn < meeting.heldOn) throw fieldProblem('adjustedOn', 'dateBeforeOther')
    if (adjustedOn > today) throw fieldProblem('adjustedOn', 'dateInFuture')
    const items = onAgenda(await listItems(context.db, meeting.id))
    if (items.some((item) => item.outcome === null)) throw new Problem('checksRemain')
    await context.db
      .updateTable('meeting')
      .set({ state: adjusted.state, adjustedOn })
      .where('id', '=', meeting.id)
      .execute()
    for (const item of items) await drawUpExtract(context, item, { meetingId: meeting.id, adjustedOn })
    return { id: meeting.id, state: adjusted.state, extracts: items.length }
  },
  detail: (_, { extracts }) => ({ adjusted: true, extracts }),
})

/** Told on the notice board (anslag, KL 8:12): it stays there until the time to appeal has run out. */
export const postMinutes = command({
  verb: 'agenda.decide',
  input: PostMinutes,
  target: ({ db }, input) => lockMeeting(db, input.meetingId),
  async run({ db, now }, meeting, { postedOn, ...input }) {
    if (meeting.state !== 'adjusted') throw new Problem('wrongState')
    const postedUntil = input.postedUntil ?? addDays(postedOn, appealDays)
    if (meeting.adjustedOn && postedOn < meeting.adjustedOn) throw fieldProblem('postedOn', 'dateBeforeOther')
    if (postedOn > todayIn(now)) throw fieldProblem('postedOn', 'dateInFuture')
    if (postedUntil < postedOn) throw fieldProblem('postedUntil', 'dateBeforeOther')
    await db.updateTable('meeting').set({ postedOn, postedUntil }).where('id', '=', meeting.id).execute()
    return { id: meeting.id, postedOn, postedUntil }
  },
  detail: (_, { postedOn, postedUntil }) => ({ postedOn, postedUntil }),
})

type Drawn = { meetingId: string; adjustedOn: IsoDate }

async function drawUpExtract(context: Context, item: Item, drawn: Drawn): Promise<void> {
  const { matterId, boardId } = item
  const recordNumber = await nextNumberIn(context, matterId)
  const extract = await extractOf(context, item, { ...drawn, recordNumber })
  const title = meetingTexts.extractTitle(item.paragraph, item.title)
  const paperId = await freezeMinutes(context, {
    ...{ boardId, matterId, kind: 'extract', title },
    paper: (id) => extractPaper(id, extract),
  })
  await addRecord(context, {
    ...{ matterId, boardId, paperId, direction: 'internal', kind: 'extract', sourceId: item.id, title },
  })
  await context.db
    .updateTable('agendaItem')
    .set({ extract: JSON.stringify(extract), extractNumber: recordNumber, extractPaperId: paperId })
    .where('id', '=', item.id)
    .execute()
}

async function extractOf(
  { db, actor }: Context,
  item: Item,
  { meetingId, adjustedOn, recordNumber }: Drawn & { recordNumber: number },
): Promise<Extract> {
  const meeting = await findMeeting(db, meetingId)
  const matter = await findMatter(db, item.matterId)
  if (!meeting || !matter || !item.outcome) throw new Problem('wrongState')
  const { paragraph, title, kind, proposal, outcome, presenter, reservations, votes } = item
  const bias = await listBias(db, [item.id])
  const bodies = await listBodies(db, item.paperId)
  return {
    ...{ paragraph, title, kind, proposal, outcome, presenter, reservations, votes },
    municipality: actor.municipalityName,
    accent: actor.accent,
    isInvented: actor.isDemo,
    board: meeting.boardName,
    heldOn: meeting.heldOn,
    place: meeting.place,
    adjustedOn,
    caseNumber: matter.caseNumber,
    recordNumber,
    text: item.outcomeText,
    bias: bias.map(({ personName: name, replacedBy }) => ({ name, replacedBy })),
    bodies: bodies.map(({ bodyName: name, caseNumber, role }) => ({ name, caseNumber, role })),
  }
}
