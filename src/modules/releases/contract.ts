import { z } from 'zod'
import { isIsoDate } from '#kernel/dates.ts'
import { FileBody, FileInput } from '#modules/files/public.ts'
import { contentKinds, deliveries, outcomes, receivedWays, releaseStates, verdicts } from './rules.ts'

const line = (longest: number) => z.string().trim().min(1).max(longest)
const text = (longest: number) => z.string().trim().max(longest).default('')
const date = z.string().trim().refine(isIsoDate, 'date')
const ids = z.array(z.uuid()).max(200)

const sorts = ['receivedOn', '-receivedOn', 'dueOn', '-dueOn', 'caseNumber', '-caseNumber'] as const

export const ReleaseFilter = z.object({
  q: z.string().trim().max(200).default(''),
  state: z.enum(releaseStates).optional(),
  outcome: z.enum(outcomes).optional(),
  sort: z.enum(sorts).default('-receivedOn'),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  limit: z.coerce.number().int().min(1).max(10_000).default(50),
})
export type ReleaseFilter = z.output<typeof ReleaseFilter>

/** Nobody has to say who they are or why (TF 2:18): who asks is no field, and how to reach them is free. */
export const ReceiveRelease = z
  .object({
    boardId: z.uuid(),
    caseNumber: line(60),
    receivedOn: date.optional(),
    way: z.enum(receivedWays),
    wording: line(10_000),
    contact: text(500),
    matterIds: ids.default([]),
  })
  .strict()

export const ChangeRelease = z
  .object({ releaseId: z.uuid(), revision: z.number().int(), contact: text(500), matterIds: ids })
  .strict()

export const ChooseRecords = z
  .object({ releaseId: z.uuid(), revision: z.number().int(), recordIds: z.array(z.uuid()).min(1).max(2_000) })
  .strict()

const judged = {
  verdict: z.enum(verdicts),
  act: text(120),
  chapter: text(20),
  section: text(40),
  reason: text(4_000),
  consultation: text(4_000),
}
const placed = { releaseId: z.uuid(), recordId: z.uuid(), revision: z.number().int() }

export const ReviewRecord = z.object({ ...placed, ...judged }).strict()

export const MaskRecord = z
  .object({
    ...placed,
    places: z.array(z.string().max(30)).max(5_000).default([]),
    phrases: z.array(z.string().trim().min(2).max(300)).max(200).default([]),
  })
  .strict()

/** A copy made by hand: of what came from somebody else, or of what lies only in the system. */
export const AddCopy = z.object({ ...placed, file: FileInput }).strict()
export const CopyBody = AddCopy.omit({ releaseId: true, recordId: true, file: true }).extend({
  file: FileBody,
})

export const DecideRelease = z
  .object({
    releaseId: z.uuid(),
    revision: z.number().int(),
    reason: text(4_000),
    delivery: z.enum(deliveries),
    deliveredTo: text(300),
    fee: text(500),
  })
  .strict()

export const CloseRelease = z.object({ releaseId: z.uuid(), revision: z.number().int() }).strict()

export const TakeLocked = z
  .object({
    matterId: z.uuid(),
    title: line(300),
    ground: line(500),
    receivedOn: date.optional(),
    file: FileInput,
  })
  .strict()
export const TakeLockedBody = TakeLocked.omit({ file: true }).extend({ file: FileBody })

export const OpenLocked = z.object({ lockedId: z.uuid(), reason: line(500) }).strict()
export const MaskLocked = z.object({ lockedId: z.uuid(), file: FileInput }).strict()
export const MaskLockedBody = z.object({ file: FileBody })

export const ReleaseView = z.object({
  id: z.uuid(),
  boardName: z.string(),
  matterId: z.uuid(),
  caseNumber: z.string(),
  receivedOn: z.string(),
  way: z.enum(receivedWays),
  wording: z.string(),
  dueOn: z.string(),
  state: z.enum(releaseStates),
  outcome: z.enum(outcomes).nullable(),
  decidedOn: z.string().nullable(),
  records: z.number().int(),
  judged: z.number().int(),
  revision: z.number().int(),
})

export const ReviewView = z.object({
  recordId: z.uuid(),
  caseNumber: z.string(),
  number: z.number().int(),
  title: z.string(),
  content: z.enum(contentKinds),
  secrecyClaimed: z.boolean(),
  verdict: z.enum(verdicts).nullable(),
  act: z.string(),
  chapter: z.string(),
  section: z.string(),
  reason: z.string(),
  consultation: z.string(),
  copyFileId: z.uuid().nullable(),
  reviewedByName: z.string(),
  revision: z.number().int(),
})

export const LockedView = z.object({
  id: z.uuid(),
  matterId: z.uuid(),
  caseNumber: z.string(),
  recordNumber: z.number().int(),
  title: z.string(),
  ground: z.string(),
  receivedOn: z.string(),
  takenByName: z.string(),
  maskedFileId: z.uuid().nullable(),
})
