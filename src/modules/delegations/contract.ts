import { z } from 'zod'
import { listFields, rowsUpTo, sortBy } from '#platform/list-filter.ts'
import { dayInHistory, named, optionalSentence, optionalText, written } from '#platform/shapes.ts'
import { acts, delegates, orderStates } from './rules.ts'

export const StartOrder = z.object({ boardId: z.uuid() }).strict()
export const OfOrder = z.object({ orderId: z.uuid() }).strict()

/** Without a point id it is a new point. */
export const SavePoint = z
  .object({
    orderId: z.uuid(),
    pointId: z.uuid().optional(),
    code: named(20),
    law: optionalSentence(200),
    what: written(500),
    roles: z.array(z.enum(delegates)).min(1, 'chooseOne').max(delegates.length),
    conditions: optionalText(1000),
    limits: optionalText(1000),
    act: z.enum(acts).nullable().default(null),
  })
  .strict()
export const RemovePoint = z.object({ pointId: z.uuid() }).strict()

/** The board's decision of the order: its paragraph and case number. */
export const DecideOrder = z
  .object({ orderId: z.uuid(), decidedOn: dayInHistory, validFrom: dayInHistory, decision: named(200) })
  .strict()
  .refine((order) => order.validFrom >= order.decidedOn, { path: ['validFrom'], message: 'dateBeforeOther' })

export const TakeDecision = z
  .object({
    pointId: z.uuid(),
    matterId: z.uuid(),
    what: written(1000),
    reason: optionalText(2000),
    /** The finding or follow-up that the act is done to. */
    sourceId: z.uuid().optional(),
  })
  .strict()

/** The chair, or a member the board has chosen, in a matter that cannot wait (KL 6:39). */
export const ChairDecision = z
  .object({
    boardId: z.uuid(),
    matterId: z.uuid(),
    what: written(1000),
    /** Why the board's own decision could not be awaited. */
    reason: written(2000),
    decidedBy: named(200),
    decidedOn: dayInHistory,
  })
  .strict()

export const ReportDecisions = z.object({ meetingId: z.uuid(), matterId: z.uuid() }).strict()

export const DelegationFilter = z.object({
  ...listFields,
  reported: z.enum(['yes', 'no', 'all']).default('all'),
  year: z.coerce.number().int().min(2000).max(2200).optional(),
  sort: sortBy(['decidedOn', 'decidedBy'], '-decidedOn'),
  limit: rowsUpTo(10_000),
})
export type DelegationFilter = z.output<typeof DelegationFilter>

export const PointView = z.object({
  id: z.uuid(),
  code: z.string(),
  law: z.string(),
  what: z.string(),
  roles: z.array(z.string()),
  conditions: z.string(),
  limits: z.string(),
  act: z.enum(acts).nullable(),
})

export const OrderView = z.object({
  id: z.uuid(),
  boardId: z.uuid(),
  boardName: z.string(),
  number: z.number().int(),
  state: z.enum(orderStates),
  validFrom: z.string().nullable(),
  decidedOn: z.string().nullable(),
  decision: z.string(),
})

export const DelegationView = z.object({
  id: z.uuid(),
  boardId: z.uuid(),
  year: z.number().int(),
  number: z.number().int(),
  point: z.string(),
  matterId: z.uuid(),
  caseNumber: z.string().nullable(),
  what: z.string(),
  reason: z.string(),
  decidedOn: z.string(),
  decidedByName: z.string(),
  reportedOn: z.string().nullable(),
})
