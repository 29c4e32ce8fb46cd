import { z } from 'zod'
import { FileBody, FileInput } from '#modules/files/public.ts'
import { listFields, rowsUpTo } from '#platform/list-filter.ts'
import { day, optionalText, reason, revision } from '#platform/shapes.ts'
import { handInStates, waitingKinds } from './rules.ts'

const noteField = optionalText(2000)

export const SubmitRequest = z
  .object({
    requestId: z.uuid(),
    files: z.array(FileInput).max(20).default([]),
    /** Earlier submissions of the unit whose files are handed in again. */
    reuse: z.array(z.uuid()).max(20).default([]),
    note: noteField,
    claimsBusinessSecret: z.boolean().default(false),
  })
  .strict()
  .refine((input) => input.files.length + input.reuse.length > 0, { path: ['files'], message: 'fileMissing' })
export type SubmitRequest = z.output<typeof SubmitRequest>

export const SubmitBody = z
  .object({
    files: z.array(FileBody).max(20).default([]),
    reuse: z.array(z.uuid()).max(20).default([]),
    note: noteField,
    claimsBusinessSecret: z.boolean().default(false),
  })
  .strict()

export const AskExtension = z
  .object({
    requestId: z.uuid(),
    revision,
    until: day,
    reason: reason(2000),
  })
  .strict()

export const AssignRequest = z
  .object({
    requestId: z.uuid(),
    revision,
    /** A colleague at the same provider; null takes the task back. */
    accountId: z.uuid('chooseOne').nullable(),
  })
  .strict()

export const WaitingView = z.object({
  kind: z.enum(waitingKinds),
  id: z.uuid(),
  unitId: z.uuid(),
  unitName: z.string(),
  followUpTitle: z.string(),
  title: z.string(),
  why: z.string(),
  legalGround: z.string(),
  dueOn: z.string(),
  state: z.string(),
  count: z.number().int(),
  acute: z.boolean(),
})

export const ReceiptView = z.object({
  id: z.uuid(),
  requestId: z.uuid(),
  requestTitle: z.string(),
  unitId: z.uuid(),
  unitName: z.string(),
  receiptNumber: z.string(),
  fileId: z.uuid(),
  fileName: z.string(),
  size: z.number().int(),
  sha256: z.string(),
  note: z.string(),
  claimsBusinessSecret: z.boolean(),
  submittedBy: z.string().nullable(),
  submittedAt: z.string(),
  late: z.boolean(),
})

export const CriterionView = z.object({
  id: z.uuid(),
  code: z.string(),
  title: z.string(),
  text: z.string(),
  evidence: z.string(),
  levels: z.array(z.object({ level: z.number().int(), text: z.string() })),
})
export const Levels = CriterionView.shape.levels

export const HandInView = z.object({
  id: z.uuid(),
  unitId: z.uuid(),
  unitName: z.string(),
  followUpTitle: z.string(),
  title: z.string(),
  why: z.string(),
  legalGround: z.string(),
  dueOn: z.string(),
  state: z.enum(handInStates),
  extensionAskedUntil: z.string().nullable(),
  extensionReason: z.string(),
  extensionAnswer: z.enum(['granted', 'refused']).nullable(),
  returnReason: z.string(),
  requestedAt: z.string(),
  assignedTo: z.uuid().nullable(),
  assignedName: z.string().nullable(),
  revision: z.number().int(),
})

export const HandInFilter = z.object({
  unit: z.uuid().optional(),
  page: listFields.page,
  limit: rowsUpTo(200, 20),
})
export type HandInFilter = z.output<typeof HandInFilter>
