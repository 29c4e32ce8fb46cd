import { z } from 'zod'
import { listFields, rowsUpTo } from '#platform/list-filter.ts'
import {
  caseNumber,
  day,
  named,
  optionalSentence,
  optionalText,
  revision,
  written,
} from '#platform/shapes.ts'
import { bodyRoles, itemKinds, itemStates, meetingStates, outcomes, receiverKinds, ways } from './rules.ts'

const days = { heldOn: day, papersBy: day, noticeBy: day.optional(), adjustBy: day.optional() }
type Days = { heldOn: string; papersBy: string; noticeBy?: string | undefined; adjustBy?: string | undefined }

/** Papers, notice, meeting and adjustment come in that order. */
function inOrder(meeting: Days, context: z.RefinementCtx): void {
  const wrong = (path: string) => {
    context.addIssue({ code: 'custom', path: [path], message: 'dateBeforeOther' })
  }
  if (meeting.papersBy > meeting.heldOn) wrong('heldOn')
  if (meeting.noticeBy && meeting.noticeBy < meeting.papersBy) wrong('noticeBy')
  if (meeting.noticeBy && meeting.noticeBy > meeting.heldOn) wrong('heldOn')
  if (meeting.adjustBy && meeting.adjustBy < meeting.heldOn) wrong('adjustBy')
}

export const MeetingBody = z.object({ boardId: z.uuid(), ...days, place: optionalSentence(200) })
export const CreateMeeting = MeetingBody.strict().superRefine(inOrder)

/** A year at once: the days of the meetings, and how many days before and after the others fall. */
export const CreateMeetings = z
  .object({
    boardId: z.uuid(),
    days: z.array(day).min(1).max(60),
    papersDaysBefore: z.number().int().min(0).max(90).default(14),
    noticeDaysBefore: z.number().int().min(0).max(60).default(7),
    adjustDaysAfter: z.number().int().min(0).max(60).default(14),
    place: optionalSentence(200),
  })
  .strict()

export const ChangeMeeting = z
  .object({ meetingId: z.uuid(), revision, ...days, place: optionalSentence(200), reason: optionalText(500) })
  .strict()
  .superRefine(inOrder)

/** Items go to another meeting of the board, or wait for one. */
export const CancelMeeting = z
  .object({ meetingId: z.uuid(), reason: written(500), toMeetingId: z.uuid().optional() })
  .strict()

export const OfMeeting = z.object({ meetingId: z.uuid() }).strict()
export const OfItem = z.object({ itemId: z.uuid() }).strict()

/** `takeOff`: items whose papers are still drafts wait for another meeting; without it the notice is not sent. */
export const NoticeMeeting = OfMeeting.extend({ takeOff: z.boolean().default(false) }).strict()
export const AdjustMinutes = OfMeeting.extend({ adjustedOn: day.optional() }).strict()
export const PostMinutes = OfMeeting.extend({ postedOn: day, postedUntil: day.optional() }).strict()

/** A paper, or an item without one (then its matter is said). */
export const PutOnAgenda = z
  .object({
    meetingId: z.uuid(),
    paperId: z.uuid().optional(),
    matterId: z.uuid().optional(),
    kind: z.enum(itemKinds),
    title: optionalSentence(300),
    proposal: optionalText(2000),
    presenter: optionalSentence(200),
    lateReason: optionalText(500),
  })
  .strict()

export const OrderAgenda = z
  .object({ meetingId: z.uuid(), itemIds: z.array(z.uuid()).min(1).max(200) })
  .strict()
export const WithdrawItem = z.object({ itemId: z.uuid(), reason: written(500) }).strict()
export const MoveItem = z
  .object({ itemId: z.uuid(), toMeetingId: z.uuid(), reason: optionalText(500) })
  .strict()
export const ChangeItem = z
  .object({
    itemId: z.uuid(),
    title: named(300),
    proposal: optionalText(2000),
    presenter: optionalSentence(200),
  })
  .strict()

const Reservation = z.object({ name: named(200), text: optionalText(4000) }).strict()
const count = z.number().int().min(0).max(200)
const Votes = z.object({ yes: count, no: count, abstained: count }).strict()

export const DecideItem = z
  .object({
    itemId: z.uuid(),
    /** What the writer saw; left out, the latest holds. */
    revision: revision.optional(),
    outcome: z.enum(outcomes),
    /** The wording; for a referral back, what is asked for. */
    text: optionalText(4000),
    paragraph: named(20),
    reservations: z.array(Reservation).max(30).default([]),
    votes: Votes.nullable().default(null),
    returnBy: day.optional(),
  })
  .strict()

export const AddItemNote = z.object({ itemId: z.uuid(), text: written(4000) }).strict()

/** `accountId` names a member; without it the secretary writes the name. A member declares only for themself. */
export const DeclareItemBias = z
  .object({
    itemId: z.uuid(),
    accountId: z.uuid().optional(),
    personName: optionalSentence(200),
    reason: optionalText(500),
    replacedBy: optionalSentence(200),
  })
  .strict()

export const WithdrawBias = z.object({ biasId: z.uuid() }).strict()

export const AddBody = z
  .object({
    paperId: z.uuid(),
    /** A board of the municipality in the system: it may then read the frozen paper, so a ground is given. */
    toBoardId: z.uuid().optional(),
    bodyName: optionalSentence(200),
    caseNumber: caseNumber.default(''),
    role: z.enum(bodyRoles),
    ground: optionalText(500),
  })
  .strict()

const Receiver = z
  .object({
    kind: z.enum(receiverKinds),
    name: optionalSentence(200),
    providerId: z.uuid().optional(),
    unitId: z.uuid().optional(),
    toBoardId: z.uuid().optional(),
    way: z.enum(ways),
  })
  .strict()
export type Receiver = z.output<typeof Receiver>

export const SendExtract = z
  .object({ itemId: z.uuid(), receivers: z.array(Receiver).min(1).max(40) })
  .strict()

export const NoteReceipt = z
  .object({ deliveryId: z.uuid(), receivedOn: day, note: optionalText(300) })
  .strict()

export const DecisionFilter = z.object({
  ...listFields,
  outcome: z.enum(outcomes).optional(),
  meetingId: z.uuid().optional(),
  matterId: z.uuid().optional(),
  year: z.coerce.number().int().min(2000).max(2200).optional(),
  limit: rowsUpTo(10_000),
})
export type DecisionFilter = z.output<typeof DecisionFilter>

export const MeetingView = z.object({
  id: z.uuid(),
  boardId: z.uuid(),
  boardName: z.string(),
  heldOn: z.string(),
  papersBy: z.string(),
  noticeBy: z.string(),
  adjustBy: z.string(),
  place: z.string(),
  state: z.enum(meetingStates),
  cancelledReason: z.string(),
  adjustedOn: z.string().nullable(),
  postedOn: z.string().nullable(),
  postedUntil: z.string().nullable(),
  revision: z.number().int(),
  items: z.number().int(),
})

export const ItemView = z.object({
  id: z.uuid(),
  meetingId: z.uuid().nullable(),
  matterId: z.uuid(),
  paperId: z.uuid().nullable(),
  number: z.number().int().nullable(),
  state: z.enum(itemStates),
  kind: z.enum(itemKinds),
  title: z.string(),
  proposal: z.string(),
  presenter: z.string(),
  outcome: z.enum(outcomes).nullable(),
  outcomeText: z.string(),
  reservations: z.array(z.object({ name: z.string(), text: z.string() })),
  votes: Votes.nullable(),
  paragraph: z.string(),
  returnBy: z.string().nullable(),
  leftReason: z.string(),
  cameFromId: z.uuid().nullable(),
  revision: z.number().int(),
})

export const DecisionView = z.object({
  id: z.uuid(),
  meetingId: z.uuid().nullable(),
  boardName: z.string(),
  heldOn: z.string(),
  paragraph: z.string(),
  title: z.string(),
  outcome: z.enum(outcomes).nullable(),
  followUps: z.number().int(),
  fixed: z.number().int(),
  findings: z.number().int(),
  openFindings: z.number().int(),
  actions: z.number().int(),
  doneActions: z.number().int(),
  sent: z.number().int(),
  laterOn: z.string().nullable(),
  laterOutcome: z.enum(outcomes).nullable(),
})

export const DeliveryView = z.object({
  id: z.uuid(),
  receiverKind: z.enum(receiverKinds),
  receiverName: z.string(),
  way: z.enum(ways),
  sentAt: z.string(),
  recordNumber: z.number().int(),
  openedAt: z.string().nullable(),
  receivedOn: z.string().nullable(),
  receivedNote: z.string(),
})
