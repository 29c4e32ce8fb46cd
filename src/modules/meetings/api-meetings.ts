import { z } from 'zod'
import { todayIn } from '#kernel/dates.ts'
import type { Command } from '#platform/command.ts'
import { changing, listOf, reading, type Operation } from '#platform/web/api.ts'
import { changeItem, moveItem, orderAgenda, putOnAgenda, withdrawItem } from './commands-agenda.ts'
import { declareItemBias, withdrawBias } from './commands-bias.ts'
import { addItemNote, decideItem } from './commands-decide.ts'
import { cancelMeeting, changeMeeting, createMeeting, createMeetings } from './commands-meetings.ts'
import { adjustMinutes, postMinutes } from './commands-minutes.ts'
import { noticeMeeting } from './commands-notice.ts'
import { addBody, noteReceipt, sendExtract } from './commands-send.ts'
import * as shape from './contract-meetings.ts'
import { listDecisions, listDeliveriesOf } from './queries-after.ts'
import { findItem, listItems } from './queries-items.ts'
import { findMeeting, listMeetings, listPlans, listYear } from './queries.ts'

const tag = 'Matters and meetings'
const ofMeeting = z.object({ meetingId: z.uuid() })
const ofItem = z.object({ itemId: z.uuid() })
const made = z.object({ id: z.uuid() })
const moved = made.extend({ meetingId: z.uuid().nullable() })
const year = z.object({ year: z.coerce.number().int().min(2000).max(2200) })

const readings: readonly Operation[] = [
  reading({
    path: '/meetings',
    tag,
    verb: 'paper.read',
    summary: 'Lista sammanträden / List meetings',
    description: 'The calendar of your boards: coming and past.',
    answer: z.object({ coming: z.array(shape.MeetingView), past: z.array(shape.MeetingView) }),
    run: (tx) => listMeetings(tx, todayIn(new Date())),
  }),
  reading({
    path: '/meeting-years',
    tag,
    verb: 'paper.read',
    summary: 'Visa nämndens årshjul / Show the board’s year',
    description: 'Every meeting of a year with its days, cancelled ones too.',
    query: year,
    answer: z.object({ meetings: z.array(shape.MeetingView) }),
    run: async (tx, input) => ({ meetings: await listYear(tx, input.year) }),
  }),
  reading({
    path: '/meetings/{meetingId}',
    tag,
    verb: 'paper.read',
    summary: 'Visa ett sammanträde / Show a meeting',
    description: 'A meeting with its agenda. Members see the agenda from the notice of meeting on.',
    params: ofMeeting,
    answer: shape.MeetingView.extend({ agenda: z.array(shape.ItemView) }),
    run: async (tx, input) => {
      const meeting = await findMeeting(tx, input.meetingId)
      return meeting && { ...meeting, agenda: await listItems(tx, meeting.id) }
    },
  }),
  reading({
    path: '/agenda-items/{itemId}',
    tag,
    verb: 'paper.read',
    summary: 'Visa en punkt på dagordningen / Show an agenda item',
    description: 'The item with its proposal and, when decided, its outcome.',
    params: ofItem,
    answer: shape.ItemView,
    run: (tx, input) => findItem(tx, input.itemId),
  }),
  reading({
    path: '/agenda-items/{itemId}/deliveries',
    tag,
    verb: 'paper.read',
    summary: 'Visa vem som har fått utdraget / List deliveries of an extract',
    description: 'To whom it was sent, by which way, and the receipts.',
    params: ofItem,
    answer: z.object({ deliveries: z.array(shape.DeliveryView) }),
    run: async (tx, input) => ({ deliveries: await listDeliveriesOf(tx, input.itemId) }),
  }),
  reading({
    path: '/decided-plans',
    tag,
    verb: 'paper.read',
    summary: 'Lista beslutade planer / List decided plans',
    description: 'Plans of follow-up that a board has decided.',
    answer: z.object({ plans: z.array(z.looseObject({ id: z.uuid(), title: z.string() })) }),
    run: async (tx) => ({ plans: await listPlans(tx) }),
  }),
]

export const decisionsApi: readonly Operation[] = [
  reading({
    path: '/board-decisions',
    tag,
    verb: 'paper.read',
    summary: 'Lista nämndens beslut / List what the board has decided',
    description: 'Each decision with what has happened since, the newest first.',
    query: shape.DecisionFilter,
    answer: listOf('decisions', shape.DecisionView),
    run: async (tx, filter) => ({
      ...(await listDecisions(tx, filter)),
      page: filter.page,
      limit: filter.limit,
    }),
  }),
]

type Act = {
  path: string
  method: 'post' | 'put' | 'delete'
  says: readonly [summary: string, description: string]
  params?: z.ZodObject
  body?: z.ZodObject
  answer?: z.ZodType
}

/** One act of this module: the rest of its operation is the same for all. */
function act<Input, Result>(
  command: Command<Input, Result>,
  { says, answer = made, ...rest }: Act,
): Operation {
  return changing({
    ...rest,
    tag,
    summary: says[0],
    description: says[1],
    answer,
    command,
    created: rest.method === 'post',
  })
}

const inState = made.extend({ state: z.string() })
const told = inState.extend({ told: z.number().int() })

const ofMeetings: readonly Operation[] = [
  act(createMeeting, {
    path: '/meetings',
    method: 'post',
    says: [
      'Lägg in ett sammanträde / Create a meeting',
      'A day in the board’s calendar with the stop date for papers.',
    ],
    body: shape.MeetingBody,
  }),
  act(createMeetings, {
    path: '/meeting-years',
    method: 'post',
    says: [
      'Lägg in ett års sammanträden / Create a year’s meetings',
      'Days that are already there are left as they are.',
    ],
    body: shape.CreateMeetings,
    answer: z.object({ created: z.number().int(), alreadyThere: z.number().int() }),
  }),
  act(changeMeeting, {
    path: '/meetings/{meetingId}',
    method: 'put',
    says: [
      'Ändra ett sammanträde / Change a meeting',
      'Another day, place or stop date; those concerned are told.',
    ],
    params: ofMeeting,
    body: shape.MeetingBody.omit({ boardId: true }).extend({
      revision: z.number().int(),
      reason: z.string(),
    }),
    answer: made.extend({ revision: z.number().int(), told: z.number().int() }),
  }),
  act(cancelMeeting, {
    path: '/meetings/{meetingId}/cancel',
    method: 'post',
    says: [
      'Ställ in ett sammanträde / Cancel a meeting',
      'Its items go to another meeting or wait for one. It stays readable.',
    ],
    params: ofMeeting,
    body: shape.CancelMeeting.omit({ meetingId: true }),
    answer: told,
  }),
  act(noticeMeeting, {
    path: '/meetings/{meetingId}/notice',
    method: 'post',
    says: [
      'Skicka kallelsen / Send the notice of meeting',
      'Puts the frozen papers before the board and tells its members.',
    ],
    params: ofMeeting,
    body: shape.NoticeMeeting.omit({ meetingId: true }),
    answer: told.extend({ papers: z.number().int(), takenOff: z.number().int() }),
  }),
  act(adjustMinutes, {
    path: '/meetings/{meetingId}/adjust',
    method: 'post',
    says: [
      'Registrera justeringen / Register that the minutes are adjusted',
      'Each outcome becomes an extract in its matter.',
    ],
    params: ofMeeting,
    body: shape.AdjustMinutes.omit({ meetingId: true }),
    answer: inState.extend({ extracts: z.number().int() }),
  }),
  act(postMinutes, {
    path: '/meetings/{meetingId}/posting',
    method: 'put',
    says: [
      'Registrera anslaget / Register the posting',
      'From and until when the adjustment is on the notice board.',
    ],
    params: ofMeeting,
    body: shape.PostMinutes.omit({ meetingId: true }),
    answer: made.extend({ postedOn: z.string(), postedUntil: z.string() }),
  }),
  act(orderAgenda, {
    path: '/meetings/{meetingId}/order',
    method: 'put',
    says: [
      'Ändra dagordningens ordning / Order the agenda',
      'The whole agenda by its items’ ids, before the notice.',
    ],
    params: ofMeeting,
    body: shape.OrderAgenda.omit({ meetingId: true }),
    answer: made.extend({ items: z.number().int() }),
  }),
  act(putOnAgenda, {
    path: '/meetings/{meetingId}/items',
    method: 'post',
    says: [
      'Lägg en handling på dagordningen / Put a paper on the agenda',
      'For decision or information. Late with a reason.',
    ],
    params: ofMeeting,
    body: shape.PutOnAgenda.omit({ meetingId: true }),
    answer: moved.extend({ number: z.number().int() }),
  }),
]

const ofItems: readonly Operation[] = [
  act(changeItem, {
    path: '/agenda-items/{itemId}',
    method: 'put',
    says: [
      'Ändra en punkt / Change an item',
      'Heading, proposal and presenter until the notice; then the presenter.',
    ],
    params: ofItem,
    body: shape.ChangeItem.omit({ itemId: true }),
    answer: moved,
  }),
  act(withdrawItem, {
    path: '/agenda-items/{itemId}/withdraw',
    method: 'post',
    says: ['Ta bort en punkt / Withdraw an item', 'With a reason. After the notice it keeps its number.'],
    params: ofItem,
    body: shape.WithdrawItem.omit({ itemId: true }),
    answer: moved,
  }),
  act(moveItem, {
    path: '/agenda-items/{itemId}/move',
    method: 'post',
    says: ['Flytta en punkt / Move an item', 'To another planned meeting of the same board.'],
    params: ofItem,
    body: shape.MoveItem.omit({ itemId: true }),
    answer: moved,
  }),
  act(decideItem, {
    path: '/agenda-items/{itemId}/decision',
    method: 'put',
    says: [
      'Skriv in nämndens beslut / Record the outcome',
      'From the day of the meeting until the minutes are adjusted.',
    ],
    params: ofItem,
    body: shape.DecideItem.omit({ itemId: true }),
    answer: made.extend({ meetingId: z.uuid(), outcome: z.string(), revision: z.number().int() }),
  }),
  act(addItemNote, {
    path: '/agenda-items/{itemId}/notes',
    method: 'post',
    says: [
      'Skriv en anteckning till ett beslut / Add a note',
      'After the adjustment nothing is rewritten: it is a note.',
    ],
    params: ofItem,
    body: shape.AddItemNote.omit({ itemId: true }),
    answer: moved.extend({ number: z.number().int() }),
  }),
  act(declareItemBias, {
    path: '/agenda-items/{itemId}/bias',
    method: 'post',
    says: ['Anmäl jäv / Declare bias', 'By the member, or by the secretary with who took part instead.'],
    params: ofItem,
    body: shape.DeclareItemBias.omit({ itemId: true }),
    answer: moved.extend({ itemId: z.uuid() }),
  }),
  act(withdrawBias, {
    path: '/agenda-bias/{biasId}',
    method: 'delete',
    says: [
      'Ta bort en anteckning om jäv / Withdraw bias',
      'What was noted by mistake; it stays in the history.',
    ],
    params: z.object({ biasId: z.uuid() }),
  }),
  act(sendExtract, {
    path: '/agenda-items/{itemId}/deliveries',
    method: 'post',
    says: [
      'Skicka ut protokollsutdraget / Send the extract',
      'Each receiver by name and way, each a record in the matter.',
    ],
    params: ofItem,
    body: shape.SendExtract.omit({ itemId: true }),
    answer: moved.extend({ numbers: z.array(z.number().int()) }),
  }),
  act(noteReceipt, {
    path: '/deliveries/{deliveryId}/receipt',
    method: 'put',
    says: ['Skriv in en kvittens / Note a receipt', 'One that came by letter, mail or word of mouth.'],
    params: z.object({ deliveryId: z.uuid() }),
    body: shape.NoteReceipt.omit({ deliveryId: true }),
    answer: made.extend({ itemId: z.uuid() }),
  }),
  act(addBody, {
    path: '/papers/{paperId}/bodies',
    method: 'post',
    says: [
      'Lägg till en nämnd eller ett organ / Add a body',
      'Deciding or receiving, with its own case number.',
    ],
    params: z.object({ paperId: z.uuid() }),
    body: shape.AddBody.omit({ paperId: true }),
    answer: made.extend({ paperId: z.uuid() }),
  }),
]

export const meetingsActsApi: readonly Operation[] = [...readings, ...ofMeetings, ...ofItems]
