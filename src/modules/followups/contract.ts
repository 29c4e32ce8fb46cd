import { z } from 'zod'
import { listFields, sortBy } from '#platform/list-filter.ts'
import { caseNumber, day, named, optionalSentence, optionalText, reason, revision } from '#platform/shapes.ts'
import {
  biases,
  depths,
  followUpKinds,
  followUpStates,
  levels,
  methods,
  origins,
  performers,
  purposes,
  targetedForms,
  timesOfDay,
} from './rules.ts'
import { requestStates } from './rules-requests.ts'
import { metRoles } from './rules-visits.ts'

const line = named(200)
const why = reason(2000)
const followUpId = z.uuid()

const planFields = {
  title: line,
  kind: z.enum(followUpKinds, 'chooseOne'),
  depth: z.enum(depths, 'chooseOne'),
  level: z.enum(levels, 'chooseOne').default('agreement'),
  performedBy: z.enum(performers, 'chooseOne').default('office'),
  purposes: z.array(z.enum(purposes)).min(1, 'chooseOne').max(purposes.length),
  focusAreas: z.array(z.string().min(1).max(100)).max(30).default([]),
  methods: z.array(z.enum(methods)).max(methods.length).default([]),
  announced: z.boolean('chooseOne'),
  dueOn: day,
  cause: optionalText(4000),
  roleException: optionalText(4000),
  matterId: z.uuid().optional(),
  newCaseNumber: caseNumber.default(''),
}

export const CreateFollowUp = z
  .object({
    unitId: z.uuid('required'),
    leadId: z.uuid('required'),
    /** The follow-up whose findings a return visit checks; without it the latest one. */
    revisitsId: z.uuid().optional(),
    /** Only the requirements of the focus areas are asked about, and those with the keys. It stands firm from then on. */
    narrowed: z.boolean().default(false),
    requirementKeys: z.array(z.string().min(1).max(100)).max(100).default([]),
    targetedForm: z.enum(targetedForms, 'chooseOne').optional(),
    ...planFields,
  })
  .strict()
export type CreateFollowUp = z.output<typeof CreateFollowUp>

export const ChangeFollowUp = z.object({ followUpId, revision, ...planFields }).strict()
export type ChangeFollowUp = z.output<typeof ChangeFollowUp>

export const MoveFollowUp = z.object({ followUpId, revision: revision.optional() }).strict()
export const CancelFollowUp = z.object({ followUpId, reason: why }).strict()
export const CloseFollowUp = z.object({ followUpId, reason: optionalText(2000) }).strict()

export const AddMember = z
  .object({
    followUpId,
    accountId: z.uuid('required'),
    profession: optionalSentence(100),
    isLead: z.boolean().default(false),
  })
  .strict()
export const RemoveMember = z.object({ followUpId, accountId: z.uuid() }).strict()
export const BiasInput = z
  .object({ followUpId, bias: z.enum(['none', 'biased'], 'chooseOne'), note: optionalText(4000) })
  .strict()
/** Whoever is biased says how. */
export const DeclareBias = BiasInput.refine((input) => input.bias === 'none' || input.note !== '', {
  path: ['note'],
  message: 'reasonNeeded',
})

export const RecordVisit = z
  .object({
    followUpId,
    /** A visit that was entered ahead and has now been made. */
    visitId: z.uuid().optional(),
    date: day,
    time: z.string().regex(/^([01]?\d|2[0-3])[.:][0-5]\d$/, 'wrongFormat'),
    announced: z.boolean('chooseOne'),
    metRoles: z.array(z.enum(metRoles)).max(metRoles.length).default([]),
    notes: optionalText(8000),
  })
  .strict()

export const RequestLine = z
  .object({
    title: line,
    why: reason(1000),
    legalGround: line,
    requirementIds: z.array(z.uuid()).max(300).default([]),
    dueOn: day,
  })
  .strict()
export const CreateRequests = z
  .object({ followUpId, requests: z.array(RequestLine).min(1, 'chooseOne').max(30) })
  .strict()

const requestId = z.uuid()
export const AcceptRequest = z.object({ requestId, revision }).strict()
export const ReturnRequest = z.object({ requestId, revision, reason: why, dueOn: day.optional() }).strict()
export const WithdrawRequest = z.object({ requestId, revision }).strict()
export const AnswerExtension = z
  .object({ requestId, revision, answer: z.enum(['granted', 'refused'], 'chooseOne') })
  .strict()

/** `nasta`: what is not ended, by day; then what is, the latest first. */
export const followUpSorts = ['nasta', 'datum', 'enhet', 'utforare', 'typ', 'lage'] as const

/** Filter, order and page of the list: the same in the page's address and in the API. */
export const FollowUpFilter = z.object({
  ...listFields,
  state: z.enum([...followUpStates, 'notCancelled']).optional(),
  kind: z.enum(followUpKinds).optional(),
  purpose: z.enum(purposes).optional(),
  level: z.enum(levels).optional(),
  area: z.uuid().optional(),
  unit: z.uuid().optional(),
  year: z.coerce.number().int().min(1900).max(9999).optional(),
  mine: z.stringbool().optional(),
  late: z.stringbool().optional(),
  sort: sortBy(followUpSorts, 'nasta'),
})
export type FollowUpFilter = z.output<typeof FollowUpFilter>

/** What both sides may read of a follow-up. */
export const FollowUpView = z.object({
  id: z.uuid(),
  unitId: z.uuid(),
  unitName: z.string(),
  providerId: z.uuid(),
  title: z.string(),
  kind: z.enum(followUpKinds),
  depth: z.enum(depths),
  purposes: z.array(z.string()),
  focusAreas: z.array(z.string()),
  methods: z.array(z.string()),
  announced: z.boolean(),
  performedBy: z.enum(performers),
  dueOn: z.string(),
  state: z.enum(followUpStates),
  requirementsPer: z.string(),
  previousId: z.uuid().nullable(),
  begunAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  revision: z.number().int(),
})

export const FollowUpRowView = z.object({
  id: z.uuid(),
  unitId: z.uuid(),
  unitName: z.string(),
  providerName: z.string(),
  serviceArea: z.string(),
  title: z.string(),
  kind: z.enum(followUpKinds),
  depth: z.enum(depths),
  state: z.enum(followUpStates),
  dueOn: z.string(),
  lead: z.string(),
  late: z.boolean(),
})

export const MemberView = z.object({
  accountId: z.uuid(),
  name: z.string(),
  profession: z.string(),
  isLead: z.boolean(),
  roles: z.array(z.string()),
  bias: z.enum(biases),
  declaredAt: z.string().nullable(),
  removedAt: z.string().nullable(),
})

export const VisitView = z.object({
  id: z.uuid(),
  startsAt: z.string(),
  timeOfDay: z.enum(timesOfDay),
  announced: z.boolean(),
  metRoles: z.array(z.string()),
  notes: z.string(),
  begunAt: z.string().nullable(),
})

export const RequestView = z.object({
  id: z.uuid(),
  title: z.string(),
  why: z.string(),
  legalGround: z.string(),
  requirementIds: z.array(z.uuid()),
  dueOn: z.string(),
  state: z.enum(requestStates),
  extensionAskedUntil: z.string().nullable(),
  extensionReason: z.string(),
  extensionAnswer: z.enum(['granted', 'refused']).nullable(),
  returnReason: z.string(),
  requestedAt: z.string(),
  revision: z.number().int(),
})

export const ProtocolPreview = z.object({
  total: z.number().int(),
  byOrigin: z.partialRecord(z.enum(origins), z.number().int()),
})
