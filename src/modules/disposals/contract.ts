import { z } from '@hono/zod-openapi'
import { listFields, rowsUpTo, sortBy } from '#platform/list-filter.ts'
import { day, named, optionalSentence, optionalText, reason, revision } from '#platform/shapes.ts'
import { actions, disposalStates, heldReasons, holdGrounds, kinds } from './rules.ts'

const kind = z.enum(kinds)
const years = z.coerce.number('number').int('number').min(1, 'yearsOfDisposal').max(100, 'yearsOfDisposal')

/** A rule is the board's decision: without its day and its number nothing may be disposed of. */
export const SetDisposalRule = z
  .object({
    boardId: z.uuid(),
    kind,
    action: z.enum(actions),
    years: years.optional(),
    ground: optionalSentence(300),
    decidedBy: named(200),
    decidedOn: day,
    reference: named(120),
  })
  .strict()

const at = { boardId: z.uuid(), kind }
export const ProposeDisposal = z
  .object({
    ...at,
    note: optionalText(4_000),
    /** For how long backups are kept, as whoever runs the installation says: the certificate tells it. */
    backupDays: z.coerce.number('number').int('number').min(0, 'backupDays').max(3_660, 'backupDays'),
  })
  .strict()

const one = { disposalId: z.uuid(), revision }
export const ApproveDisposal = z.object(one).strict()
export const RejectDisposal = z.object({ ...one, reason: reason(4_000) }).strict()
export const WithdrawDisposal = z.object({ ...one, reason: reason(4_000) }).strict()

export const PlaceHold = z
  .object({ boardId: z.uuid(), matterId: z.uuid(), ground: z.enum(holdGrounds), reason: reason(1_000) })
  .strict()
export const LiftHold = z.object({ holdId: z.uuid(), reason: reason(1_000) }).strict()

export const DisposalFilter = z.object({
  ...listFields,
  state: z.enum(disposalStates).optional(),
  kind: kind.optional(),
  sort: sortBy(['number', 'proposedAt'], '-proposedAt'),
  limit: rowsUpTo(10_000),
})
export type DisposalFilter = z.output<typeof DisposalFilter>

export const DueView = z.object({
  key: z.string(),
  label: z.string(),
  happenedOn: z.string(),
  amount: z.number().int(),
  href: z.string(),
  held: z.enum(heldReasons).nullable(),
})

export const RuleView = z.object({
  boardId: z.uuid(),
  boardName: z.string(),
  kind,
  action: z.enum(actions),
  years: z.number().int().nullable(),
  ground: z.string(),
  decidedBy: z.string(),
  decidedOn: z.string(),
  reference: z.string(),
  recordedByName: z.string(),
  recordedAt: z.string(),
  supersededAt: z.string().nullable(),
})

export const HoldView = z.object({
  id: z.uuid(),
  boardId: z.uuid(),
  matterId: z.uuid(),
  caseNumber: z.string(),
  title: z.string(),
  ground: z.enum(holdGrounds),
  reason: z.string(),
  placedByName: z.string(),
  placedAt: z.string(),
})

export const DisposalView = z.object({
  id: z.uuid(),
  boardId: z.uuid(),
  boardName: z.string(),
  number: z.number().int(),
  kind,
  beforeOn: z.string(),
  state: z.enum(disposalStates),
  proposedByName: z.string(),
  proposedAt: z.string(),
  decidedByName: z.string(),
  decidedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  listed: z.number().int(),
  disposed: z.number().int().nullable(),
  held: z.number().int().nullable(),
  backupsUntil: z.string().nullable(),
  paperId: z.uuid().nullable(),
  revision: z.number().int(),
})
