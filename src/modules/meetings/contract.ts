import { z } from 'zod'
import { isIsoDate } from '#kernel/dates.ts'
import { FileBody, FileInput } from '#modules/files/public.ts'
import { directions, itemKinds, meetingStates, outcomes, recordKinds } from './rules.ts'

const line = (longest: number) => z.string().trim().min(1).max(longest)
const text = (longest: number) => z.string().trim().max(longest).default('')
const date = z.string().trim().refine(isIsoDate, 'date')

export const MatterFilter = z.object({
  q: z.string().trim().max(200).default(''),
  state: z.enum(['open', 'closed', 'all']).default('all'),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  limit: z.coerce.number().int().min(1).max(10_000).default(50),
})
export type MatterFilter = z.output<typeof MatterFilter>

export const OpenMatter = z
  .object({ boardId: z.uuid(), caseNumber: line(60), title: line(300), openedOn: date.optional() })
  .strict()

export const RegisterRecord = z
  .object({
    matterId: z.uuid(),
    title: line(300),
    direction: z.enum(directions),
    party: text(200),
    secrecyClaimed: z.boolean().default(false),
    file: FileInput.optional(),
  })
  .strict()

export const RecordBody = RegisterRecord.omit({ matterId: true, file: true }).extend({
  file: FileBody.optional(),
})

export const CreateMeeting = z
  .object({ boardId: z.uuid(), heldOn: date, papersBy: date, place: text(200) })
  .strict()
  .refine((meeting) => meeting.papersBy <= meeting.heldOn, { path: ['heldOn'], message: 'dateBeforeOther' })

export const MeetingBody = z.object({
  boardId: z.uuid(),
  heldOn: date,
  papersBy: date,
  place: text(200),
})

export const OfMeeting = z.object({ meetingId: z.uuid() }).strict()

export const PutOnAgenda = z
  .object({
    meetingId: z.uuid(),
    paperId: z.uuid(),
    kind: z.enum(itemKinds),
    title: text(300),
    proposal: text(2000),
    lateReason: text(500),
  })
  .strict()

export const DecideItem = z
  .object({
    itemId: z.uuid(),
    outcome: z.enum(outcomes),
    text: text(4000),
    paragraph: line(20),
    reservation: z.boolean().default(false),
  })
  .strict()

export const MatterView = z.object({
  id: z.uuid(),
  boardId: z.uuid(),
  boardName: z.string(),
  caseNumber: z.string(),
  title: z.string(),
  openedOn: z.string(),
  closedOn: z.string().nullable(),
  records: z.number().int(),
  lastAt: z.string().nullable(),
})

export const RecordView = z.object({
  id: z.uuid(),
  number: z.number().int(),
  title: z.string(),
  direction: z.enum(directions),
  kind: z.enum(recordKinds),
  party: z.string(),
  fileId: z.uuid().nullable(),
  paperId: z.uuid().nullable(),
  secrecyClaimed: z.boolean(),
  registeredAt: z.string(),
})

export const MeetingView = z.object({
  id: z.uuid(),
  boardId: z.uuid(),
  boardName: z.string(),
  heldOn: z.string(),
  papersBy: z.string(),
  place: z.string(),
  state: z.enum(meetingStates),
  items: z.number().int(),
})

export const ItemView = z.object({
  id: z.uuid(),
  meetingId: z.uuid(),
  matterId: z.uuid(),
  paperId: z.uuid(),
  number: z.number().int(),
  kind: z.enum(itemKinds),
  title: z.string(),
  proposal: z.string(),
  outcome: z.enum(outcomes).nullable(),
  outcomeText: z.string(),
  reservation: z.boolean(),
  paragraph: z.string(),
})
