import { z } from 'zod'
import { depths, methods, targetedForms } from '#modules/followups/rules.ts'
import { listFields, sortBy } from '#platform/list-filter.ts'
import {
  caseNumber,
  day,
  fullReason,
  named,
  optionalSentence,
  optionalText,
  reason,
  revision,
} from '#platform/shapes.ts'
import {
  decidingInitiators,
  factKinds,
  initiators,
  outcomes,
  proposalStates,
  proposedKinds,
  ruleKeys,
  triggers,
  urgencies,
  type RuleKey,
} from './rules.ts'

const triggerId = z.uuid()
const codes = z.array(named(40)).max(60).default([])

/** What a proposal says, besides which units it is about; as it is supplemented too. */
const said = {
  title: optionalSentence(200),
  trigger: z.enum(triggers, 'chooseOne'),
  kind: z.enum(proposedKinds, 'chooseOne'),
  form: z.enum(targetedForms, 'chooseOne').optional(),
  depth: z.enum(depths, 'chooseOne').default('basic'),
  focusAreas: z.array(z.string().min(1).max(100)).max(30).default([]),
  /** Requirements of the catalogue by their codes: what was departed from, or what is to be asked about. */
  requirementCodes: codes,
  reason: fullReason(4000),
  restsOn: optionalText(4000),
  urgency: z.enum(urgencies, 'chooseOne'),
  wantedBy: day.optional(),
  initiator: z.enum(initiators, 'chooseOne').default('followUpUnit'),
  initiatorDecision: optionalSentence(300),
  clause: optionalSentence(300),
}

type Said = {
  kind: string
  trigger: string
  form?: string | undefined
  focusAreas: readonly string[]
  requirementCodes: readonly string[]
  initiator: (typeof initiators)[number]
  initiatorDecision: string
  clause: string
}

/** What one choice asks of another field: which is empty, and what is said there. */
const needs: readonly { path: string; code: string; lacks: (said: Said) => boolean }[] = [
  { path: 'form', code: 'chooseOne', lacks: ({ kind, form }) => kind === 'targeted' && !form },
  {
    path: 'focusAreas',
    code: 'chooseOne',
    lacks: ({ kind, focusAreas, requirementCodes }) =>
      kind !== 'eventDriven' && focusAreas.length + requirementCodes.length === 0,
  },
  {
    path: 'clause',
    code: 'required',
    lacks: ({ trigger, clause, requirementCodes }) =>
      trigger === 'agreementDeparture' && clause === '' && requirementCodes.length === 0,
  },
  {
    path: 'initiatorDecision',
    code: 'required',
    lacks: ({ initiator, initiatorDecision }) =>
      decidingInitiators.includes(initiator) && initiatorDecision === '',
  },
]

function refuseLacking(input: Said, context: z.RefinementCtx): void {
  for (const { path, code, lacks } of needs)
    if (lacks(input)) context.addIssue({ code: 'custom', path: [path], message: code })
}

const ProposeBody = z
  .object({
    unitIds: z.array(z.uuid()).min(1, 'chooseOne').max(60, 'tooManyAtOnce'),
    ...said,
    /** What it rests on of what the system knows of the units. */
    facts: z
      .array(z.object({ kind: z.enum(factKinds), sourceId: z.uuid() }).strict())
      .max(100)
      .default([]),
  })
  .strict()
export const proposeShape = ProposeBody
export const ProposeFollowUp = ProposeBody.superRefine(refuseLacking)
export type ProposeFollowUp = z.output<typeof ProposeFollowUp>

const more = { triggerId, revision }
/** More of what was asked for; what is known already stays. */
export const SupplementTrigger = z
  .object({ ...more, reason: fullReason(4000), restsOn: optionalText(4000) })
  .strict()
export const EndTrigger = z.object({ ...more, reason: fullReason(2000) }).strict()

export const decideShape = z
  .object({
    ...more,
    outcome: z.enum(outcomes, 'chooseOne'),
    reason: reason(4000),
    /** How it is made, where it is to be. */
    dueOn: day.optional(),
    announced: z.boolean('chooseOne').optional(),
    methods: z.array(z.enum(methods)).max(methods.length).default([]),
    /** Only the chosen focus areas and requirements. */
    narrowed: z.boolean().default(false),
    /** What the unit will read of why, once it is told. */
    cause: optionalText(4000),
    leadId: z.uuid().optional(),
    matterId: z.uuid().optional(),
    newCaseNumber: caseNumber.default(''),
    /** The planned follow-up that takes it up. */
    intoId: z.uuid().optional(),
  })
  .strict()
type Decided = z.output<typeof decideShape>

const decides: readonly { path: keyof Decided; code: string; lacks: (input: Decided) => boolean }[] = [
  { path: 'dueOn', code: 'required', lacks: (input) => input.outcome === 'approve' && !input.dueOn },
  {
    path: 'announced',
    code: 'chooseOne',
    lacks: (input) => input.outcome === 'approve' && input.announced === undefined,
  },
  {
    path: 'cause',
    code: 'reasonNeeded',
    lacks: (input) => input.outcome === 'approve' && input.cause === '',
  },
  { path: 'intoId', code: 'chooseFollowUp', lacks: (input) => input.outcome === 'merge' && !input.intoId },
]
export const DecideTrigger = decideShape.superRefine((input, context) => {
  for (const { path, code, lacks } of decides)
    if (lacks(input)) context.addIssue({ code: 'custom', path: [path], message: code })
})
export type DecideTrigger = z.output<typeof DecideTrigger>

const whole = (least: number, most: number) =>
  z.number('number').int('number').min(least, 'outOfRange').max(most, 'outOfRange')
const setting = z.object({ isOn: z.boolean(), count: whole(1, 50), within: whole(1, 120) }).strict()

export const SetTriggerRules = z
  .object({
    boardId: z.uuid(),
    revision,
    waitDays: whole(1, 365),
    // One for every rule.
    rules: z
      .object(Object.fromEntries(ruleKeys.map((key) => [key, setting])) as Record<RuleKey, typeof setting>)
      .strict(),
    reason: fullReason(1000),
  })
  .strict()

export const triggerSorts = ['bradska', 'datum', 'senast', 'lage', 'typ'] as const

export const TriggerFilter = z.object({
  ...listFields,
  state: z.enum([...proposalStates, 'open']).optional(),
  kind: z.enum(proposedKinds).optional(),
  trigger: z.enum(triggers).optional(),
  urgency: z.enum(urgencies).optional(),
  unit: z.uuid().optional(),
  /** Raised by a rule, or by a person. */
  by: z.enum(['rule', 'person']).optional(),
  sort: sortBy(triggerSorts, 'bradska'),
})
export type TriggerFilter = z.output<typeof TriggerFilter>

export const TriggerRowView = z.object({
  id: z.uuid(),
  boardId: z.uuid(),
  title: z.string(),
  trigger: z.enum(triggers),
  kind: z.enum(proposedKinds),
  urgency: z.enum(urgencies),
  state: z.enum(proposalStates),
  units: z.array(z.string()),
  rule: z.enum(ruleKeys).nullable(),
  raisedBy: z.string().nullable(),
  createdAt: z.string(),
  wantedBy: z.string().nullable(),
  decidedOn: z.string().nullable(),
})

export const TriggerView = TriggerRowView.omit({ units: true }).extend({
  form: z.enum(targetedForms).nullable(),
  depth: z.enum(depths),
  focusAreas: z.array(z.string()),
  reason: z.string(),
  restsOn: z.string(),
  initiator: z.enum(initiators),
  initiatorDecision: z.string(),
  agreementId: z.uuid().nullable(),
  clause: z.string(),
  requirements: z.array(z.object({ id: z.uuid(), code: z.string(), title: z.string() })),
  decisionReason: z.string(),
  decidedPoint: z.string(),
  decidedByName: z.string().nullable(),
  revision: z.number().int(),
  units: z.array(
    z.object({
      unitId: z.uuid(),
      name: z.string(),
      providerName: z.string(),
      followUpId: z.uuid().nullable(),
    }),
  ),
  facts: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(factKinds),
      sourceId: z.uuid(),
      title: z.string(),
      href: z.string(),
      happenedOn: z.string(),
    }),
  ),
  events: z.array(
    z.object({
      id: z.uuid(),
      kind: z.string(),
      reason: z.string(),
      by: z.string().nullable(),
      at: z.string(),
    }),
  ),
})

export const TriggerRulesView = z.object({
  revision: z.number().int(),
  waitDays: z.number().int(),
  rules: z.record(z.enum(ruleKeys), setting),
})
