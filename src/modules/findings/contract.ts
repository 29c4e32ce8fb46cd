import { z } from 'zod'
import { FileInput } from '#modules/files/public.ts'
import { listFields, sortBy } from '#platform/list-filter.ts'
import {
  day,
  fullReason,
  optionalSentence,
  optionalText,
  revision,
  sentence,
  text,
  written,
} from '#platform/shapes.ts'
import { actionStates, authorities, findingStates, ladder, planStates, severities } from './rules.ts'

const reason = fullReason(4000)
const yes = z.enum(['true']).optional()

export const findingSorts = ['hittad', 'brist', 'enhet', 'utforare', 'allvar', 'lage'] as const
export const actionSorts = ['klar', 'atgard', 'enhet', 'utforare', 'lage'] as const

/** Filter, order and page of the findings: the same in the page's address and in the API. */
export const FindingFilter = z.object({
  ...listFields,
  severity: z.enum(severities).optional(),
  state: z.enum([...findingStates, 'unfinished']).optional(),
  area: z.uuid().optional(),
  quality: z.string().max(200).optional(),
  provider: z.uuid().optional(),
  unit: z.uuid().optional(),
  followUp: z.uuid().optional(),
  year: z.coerce.number().int().min(2000).max(2200).optional(),
  repeated: yes,
  ivoMissing: yes,
  late: yes,
  sort: sortBy(findingSorts, '-hittad'),
})
export type FindingFilter = z.output<typeof FindingFilter>

export const ActionFilter = z.object({
  ...listFields,
  state: z.enum(actionStates).optional(),
  show: z.enum(['late', 'toJudge', 'toVerify', 'unfinished']).optional(),
  quality: z.string().max(200).optional(),
  provider: z.uuid().optional(),
  unit: z.uuid().optional(),
  sort: sortBy(actionSorts, 'klar'),
})
export type ActionFilter = z.output<typeof ActionFilter>

export const RequestPlan = z.object({ followUpId: z.uuid(), dueOn: day.optional() }).strict()
export const WriteAction = z
  .object({
    planId: z.uuid(),
    findingId: z.uuid(),
    actionId: z.uuid().optional(),
    revision: revision.optional(),
    title: optionalSentence(300),
    description: optionalText(4000),
    owner: optionalSentence(300),
    dueOn: day.nullable().default(null),
    followUpOn: day.nullable().default(null),
  })
  .strict()
export const SubmitPlan = z.object({ planId: z.uuid() }).strict()
export const JudgeAction = z.object({ actionId: z.uuid(), revision }).strict()
export const ReturnAction = z.object({ actionId: z.uuid(), revision, reason }).strict()
export const SayOfAction = z.object({ actionId: z.uuid(), text: written(4000) }).strict()
export const ReportAction = z
  .object({
    actionId: z.uuid(),
    revision,
    text: text(4000).min(10, 'doneNeeded'),
    /** Where what shows it is to be found, when it is not handed in as a file. */
    evidence: optionalText(4000),
    file: FileInput.optional(),
  })
  .strict()
export const VerifyAction = z
  .object({ actionId: z.uuid(), revision, effective: z.boolean(), effect: reason })
  .strict()
export const CloseFinding = z.object({ findingId: z.uuid(), revision, reason: optionalText(4000) }).strict()
export const ConfirmRepeat = z.object({ findingId: z.uuid(), revision, repeatsId: z.uuid() }).strict()
export const DecideIvo = z
  .object({
    findingId: z.uuid(),
    revision,
    decision: z.enum(['notified', 'notNotified'], 'chooseOne'),
    reason: optionalText(4000),
  })
  .strict()
export const EscalateFinding = z
  .object({
    findingId: z.uuid(),
    revision,
    step: z.enum(ladder, 'chooseOne'),
    clause: sentence(300).min(3, 'required'),
    reason,
  })
  .strict()
export const MakeReferral = z
  .object({
    followUpId: z.uuid(),
    receiver: z.enum(authorities, 'chooseOne'),
    what: reason,
    reference: optionalSentence(300),
  })
  .strict()

export const FindingView = z.object({
  id: z.uuid(),
  title: z.string(),
  description: z.string(),
  severity: z.enum(severities),
  state: z.enum(findingStates),
  followUpId: z.uuid(),
  unitId: z.uuid(),
  unitName: z.string(),
  providerId: z.uuid(),
  providerName: z.string(),
  serviceArea: z.string(),
  requirementKey: z.string(),
  requirementCode: z.string(),
  requirementText: z.string(),
  repeatsId: z.uuid().nullable(),
  actionPlanId: z.uuid().nullable(),
  ivoNeeded: z.boolean(),
  ivoDecision: z.enum(['notified', 'notNotified']).nullable(),
  nextStep: z.string().nullable(),
  nextStepClause: z.string(),
  foundAt: z.string(),
  closedAt: z.string().nullable(),
  closedReason: z.string(),
  late: z.boolean(),
  revision: z.number().int(),
})

export const ActionView = z.object({
  id: z.uuid(),
  actionPlanId: z.uuid(),
  findingId: z.uuid(),
  findingTitle: z.string(),
  unitName: z.string(),
  title: z.string(),
  description: z.string(),
  owner: z.string(),
  dueOn: z.string().nullable(),
  followUpOn: z.string().nullable(),
  state: z.enum(actionStates),
  returnReason: z.string(),
  effect: z.string(),
  late: z.boolean(),
  revision: z.number().int(),
})

export const PlanView = z.object({
  id: z.uuid(),
  followUpId: z.uuid(),
  unitId: z.uuid(),
  unitName: z.string(),
  state: z.enum(planStates),
  dueOn: z.string(),
  requestedAt: z.string(),
  submittedAt: z.string().nullable(),
  findings: z.array(FindingView),
  actions: z.array(ActionView),
  revision: z.number().int(),
})
