import { z } from 'zod'
import { todayIn } from '#kernel/dates.ts'
import { listOf, reading, type Operation } from '#platform/web/api.ts'
import { act, made, moved, tag } from './api-act.ts'
import { ofItems } from './api-items.ts'
import { orderAgenda, putOnAgenda } from './commands-agenda.ts'
import { cancelMeeting, changeMeeting, createMeeting, createMeetings } from './commands-meetings.ts'
import { adjustMinutes, postMinutes } from './commands-minutes.ts'
import { noticeMeeting } from './commands-notice.ts'
import * as shape from './contract-meetings.ts'
import { examples } from './examples.ts'
import { listDecisions, listDeliveriesOf } from './queries-after.ts'
import { findItem, listItems } from './queries-items.ts'
import { findMeeting, listMeetings, listPlans, listYear } from './queries.ts'

const ofMeeting = z.object({ meetingId: z.uuid() })
const ofItem = z.object({ itemId: z.uuid() })
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
    run: async (tx, input) =>
      (await findItem(tx, input.itemId)) && { deliveries: await listDeliveriesOf(tx, input.itemId) },
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
    example: examples.createMeeting,
  }),
  act(createMeetings, {
    path: '/meeting-years',
    method: 'post',
    says: [
      'Lägg in ett års sammanträden / Create a year’s meetings',
      'Days that are already there are left as they are.',
    ],
    body: shape.CreateMeetings,
    example: examples.createMeetings,
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
    body: z.object(shape.ChangeMeeting.shape).omit({ meetingId: true }),
    example: examples.changeMeeting,
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
    example: examples.cancelMeeting,
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
    example: examples.noticeMeeting,
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
    example: examples.adjustMinutes,
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
    example: examples.postMinutes,
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
    example: examples.orderAgenda,
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
    example: examples.putOnAgenda,
    answer: moved.extend({ number: z.number().int() }),
  }),
]

export const meetingsActsApi: readonly Operation[] = [...readings, ...ofMeetings, ...ofItems]
