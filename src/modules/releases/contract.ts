import { z } from '@hono/zod-openapi'
import { FileBody, FileInput } from '#modules/files/public.ts'
import { listFields, rowsUpTo, sortBy } from '#platform/list-filter.ts'
import {
  day,
  named,
  neededCaseNumber,
  optionalSentence,
  optionalText,
  revision,
  written,
} from '#platform/shapes.ts'
import { contentKinds, deliveries, outcomes, receivedWays, releaseStates, verdicts } from './rules.ts'

const ids = z.array(z.uuid()).max(200)

const sorts = ['receivedOn', 'dueOn', 'caseNumber'] as const

export const ReleaseFilter = z.object({
  ...listFields,
  state: z.enum(releaseStates).optional(),
  outcome: z.enum(outcomes).optional(),
  sort: sortBy(sorts, '-receivedOn'),
  limit: rowsUpTo(10_000),
})
export type ReleaseFilter = z.output<typeof ReleaseFilter>

/** Nobody has to say who they are or why (TF 2:18): who asks is no field, and how to reach them is free. */
export const ReceiveRelease = z
  .object({
    boardId: z.uuid(),
    caseNumber: neededCaseNumber,
    receivedOn: day.optional(),
    way: z.enum(receivedWays),
    wording: written(10_000),
    contact: optionalText(500),
    matterIds: ids.default([]),
  })
  .strict()

export const ChangeRelease = z
  .object({ releaseId: z.uuid(), revision, contact: optionalText(500), matterIds: ids })
  .strict()

export const ChooseRecords = z
  .object({ releaseId: z.uuid(), revision, recordIds: z.array(z.uuid()).min(1).max(2_000) })
  .strict()

const judged = {
  verdict: z.enum(verdicts),
  act: optionalSentence(120),
  chapter: optionalSentence(20),
  section: optionalSentence(40),
  reason: optionalText(4_000),
  consultation: optionalText(4_000),
}
const placed = { releaseId: z.uuid(), recordId: z.uuid(), revision }

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
    revision,
    reason: optionalText(4_000),
    delivery: z.enum(deliveries),
    deliveredTo: optionalSentence(300),
    fee: optionalText(500),
  })
  .strict()

export const CloseRelease = z.object({ releaseId: z.uuid(), revision }).strict()

/** What is under lock is searched by what is told of it, number, title and ground: never by what it holds. */
export const LockedFilter = z.object(listFields)
export type LockedFilter = z.output<typeof LockedFilter>

export const TakeLocked = z
  .object({
    matterId: z.uuid(),
    title: named(300),
    ground: written(500),
    receivedOn: day.optional(),
    file: FileInput,
  })
  .strict()
export const TakeLockedBody = TakeLocked.omit({ file: true }).extend({ file: FileBody })

export const OpenLocked = z.object({ lockedId: z.uuid(), reason: written(500) }).strict()
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
