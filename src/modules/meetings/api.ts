import { z } from 'zod'
import { todayIn } from '#kernel/dates.ts'
import { changing, listOf, reading, type Operation } from '#platform/web/api.ts'
import { decideItem, putOnAgenda } from './commands-agenda.ts'
import { openMatter, registerRecord } from './commands-matters.ts'
import { adjustMinutes, createMeeting, noticeMeeting } from './commands-meetings.ts'
import {
  DecideItem,
  ItemView,
  MatterFilter,
  MatterView,
  MeetingBody,
  MeetingView,
  OpenMatter,
  PutOnAgenda,
  RecordBody,
  RecordView,
} from './contract.ts'
import { findMatter, listMatters, listRecords } from './queries-matters.ts'
import { findItem, findMeeting, listItems, listMeetings, listPlans } from './queries.ts'

const tag = 'Matters and meetings'
const ofMatter = z.object({ matterId: z.uuid() })
const ofMeeting = z.object({ meetingId: z.uuid() })
const ofItem = z.object({ itemId: z.uuid() })
const made = z.object({ id: z.uuid() })
const inState = made.extend({ state: z.string() })

const matters: readonly Operation[] = [
  reading({
    path: '/matters',
    tag,
    verb: 'followUp.read',
    summary: 'Lista ärenden / List matters',
    description: 'Matters of your boards, the newest first, searched by case number and title.',
    query: MatterFilter,
    answer: listOf('matters', MatterView),
    run: async (tx, filter) => ({
      ...(await listMatters(tx, filter)),
      page: filter.page,
      limit: filter.limit,
    }),
  }),
  reading({
    path: '/matters/{matterId}',
    tag,
    verb: 'followUp.read',
    summary: 'Visa ett ärende / Show a matter',
    description: 'A matter with its records in the order of their numbers.',
    params: ofMatter,
    answer: MatterView.extend({ list: z.array(RecordView) }),
    run: async (tx, input) => {
      const matter = await findMatter(tx, input.matterId)
      return matter && { ...matter, list: await listRecords(tx, matter.id) }
    },
  }),
  changing({
    path: '/matters',
    tag,
    method: 'post',
    summary: 'Lägg upp ett ärende / Open a matter',
    description: 'A matter has its case number before anything is written in it.',
    body: OpenMatter,
    answer: made.extend({ caseNumber: z.string() }),
    command: openMatter,
    created: true,
  }),
  changing({
    path: '/matters/{matterId}/records',
    tag,
    method: 'post',
    summary: 'Registrera en handling / Register a record',
    description: 'Incoming, outgoing or drawn up here, with a file or without. It gets the next number.',
    params: ofMatter,
    body: RecordBody,
    answer: made.extend({ number: z.number().int(), matterId: z.uuid() }),
    command: registerRecord,
    created: true,
  }),
]

const meetings: readonly Operation[] = [
  reading({
    path: '/meetings',
    tag,
    verb: 'paper.read',
    summary: 'Lista sammanträden / List meetings',
    description: 'The calendar of your boards: coming and past.',
    answer: z.object({ coming: z.array(MeetingView), past: z.array(MeetingView) }),
    run: (tx) => listMeetings(tx, todayIn(new Date())),
  }),
  reading({
    path: '/meetings/{meetingId}',
    tag,
    verb: 'paper.read',
    summary: 'Visa ett sammanträde / Show a meeting',
    description: 'A meeting with its agenda. Members see the agenda from the notice of meeting on.',
    params: ofMeeting,
    answer: MeetingView.extend({ agenda: z.array(ItemView) }),
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
    answer: ItemView,
    run: (tx, input) => findItem(tx, input.itemId),
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

const meetingActs: readonly Operation[] = [
  changing({
    path: '/meetings',
    tag,
    method: 'post',
    summary: 'Lägg in ett sammanträde / Create a meeting',
    description: 'A day in the board’s calendar with the stop date for papers.',
    body: MeetingBody,
    answer: made,
    command: createMeeting,
    created: true,
  }),
  changing({
    path: '/meetings/{meetingId}/notice',
    tag,
    method: 'post',
    summary: 'Skicka kallelsen / Send the notice of meeting',
    description: 'Puts the frozen papers of the agenda before the board and tells its members.',
    params: ofMeeting,
    answer: inState.extend({ papers: z.number().int(), told: z.number().int() }),
    command: noticeMeeting,
  }),
  changing({
    path: '/meetings/{meetingId}/adjust',
    tag,
    method: 'post',
    summary: 'Registrera justeringen / Register that the minutes are adjusted',
    description: 'Outcomes can no longer be changed; each becomes an extract in its matter.',
    params: ofMeeting,
    answer: inState,
    command: adjustMinutes,
  }),
  changing({
    path: '/meetings/{meetingId}/items',
    tag,
    method: 'post',
    summary: 'Lägg en handling på dagordningen / Put a paper on the agenda',
    description: 'For decision or information. After the stop date a reason is needed.',
    params: ofMeeting,
    body: PutOnAgenda.omit({ meetingId: true }),
    answer: made.extend({ meetingId: z.uuid(), number: z.number().int() }),
    command: putOnAgenda,
    created: true,
  }),
  changing({
    path: '/agenda-items/{itemId}/decision',
    tag,
    method: 'put',
    summary: 'Skriv in nämndens beslut / Record the outcome',
    description: 'From the day of the meeting until the minutes are adjusted.',
    params: ofItem,
    body: DecideItem.omit({ itemId: true }),
    answer: made.extend({ meetingId: z.uuid(), outcome: z.string() }),
    command: decideItem,
  }),
]

export const meetingsApi: readonly Operation[] = [...matters, ...meetings, ...meetingActs]
