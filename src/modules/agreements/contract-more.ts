import { z } from 'zod'
import { ladder } from '#modules/findings/rules.ts'
import { methods } from '#modules/followups/rules.ts'
import { roles } from '#access/roles.ts'
import {
  day,
  dayInHistory,
  named,
  optionalSentence,
  optionalText,
  revision,
  written,
} from '#platform/shapes.ts'
import { agreementKinds, answerables, depths } from './rules.ts'
import { occasions, rhythms } from './rules-plan.ts'

const dayOrNone = dayInHistory.nullable().default(null)

/** An option of the agreement is used: the agreement runs on, on the same terms, to the day the option says. */
export const ExtendAgreement = z.strictObject({
  agreementId: z.uuid(),
  until: dayInHistory,
  outcome: z.enum(['used', 'declined'], 'chooseOne'),
  decidedOn: dayInHistory,
  decidedBy: named(200),
  decision: written(2000),
  revision,
})

/** What is drafted is adopted: with its decision, and its own requirements published the same moment. */
export const SignAgreement = z.strictObject({
  agreementId: z.uuid(),
  decidedOn: dayInHistory,
  decidedBy: named(200),
  decision: optionalText(2000),
  revision,
})

export const ClauseRow = z.strictObject({
  requirementKey: z.string().min(1).max(200),
  clause: optionalSentence(300),
  /** What the writer saw there: somebody else's later word is not written over unseen. */
  seen: z.string().max(300).default(''),
})
export const SetClauses = z.strictObject({ agreementId: z.uuid(), rows: z.array(ClauseRow).max(1000) })

export const ExceptRequirement = z
  .strictObject({
    agreementId: z.uuid(),
    requirementKey: z.string('chooseOne').min(1, 'chooseOne').max(200),
    from: dayOrNone,
    reason: optionalText(2000),
  })
  .refine((input) => input.from === null || input.reason !== '', {
    path: ['reason'],
    message: 'reasonNeeded',
  })

export const MirrorAgreement = z.strictObject({
  agreementId: z.uuid(),
  mirrorsId: z.uuid('chooseOne').nullable(),
  copy: z.boolean().default(true),
})

export const ExplainDifferences = z.strictObject({
  agreementId: z.uuid(),
  rows: z
    .array(
      z.strictObject({
        requirementKey: z.string().min(1).max(200),
        reason: optionalText(2000),
        seen: z.string().max(2000).default(''),
      }),
    )
    .max(1000),
})

export const PlanRow = z.strictObject({
  what: written(500),
  focusAreas: z.array(z.string().max(100)).max(50).default([]),
  depth: z.enum(depths).nullable().default(null),
  methods: z.array(z.enum(methods, 'chooseOne')).min(1, 'chooseOne').max(methods.length),
  functions: z.array(z.enum(roles)).max(roles.length).default([]),
  rhythm: z.enum(rhythms, 'chooseOne'),
  firstOn: day,
  ifNotMet: z.enum(ladder, 'chooseOne'),
  clause: optionalSentence(300),
})

/** The draft of an agreement's follow-up plan as it stands; saved again and again until it is fixed. */
export const SavePlan = z.strictObject({
  agreementId: z.uuid(),
  occasion: z.enum(occasions, 'chooseOne'),
  rows: z.array(PlanRow).max(60),
  note: optionalText(4000),
  /** Of the draft; 0 where there is none yet. */
  revision,
})
export const FixPlan = z.strictObject({ agreementId: z.uuid(), revision })
export const CopyPlan = z.strictObject({ agreementId: z.uuid(), fromId: z.uuid('chooseOne'), revision })
export const ExceptPlan = z.strictObject({
  agreementId: z.uuid(),
  occasion: z.enum(occasions, 'chooseOne'),
  reason: written(2000),
})

export const WriteNote = z.strictObject({
  agreementId: z.uuid(),
  kind: z.enum(['experience', 'review'], 'chooseOne'),
  requirementKey: z.string().max(200).nullable().default(null),
  text: written(4000),
  notedOn: day,
})

const workFacts = {
  title: named(300),
  serviceAreaId: z.uuid('chooseOne'),
  position: z.number('number').int('number').min(1, 'number').max(999, 'number'),
  ownerId: z.uuid('chooseOne').nullable().default(null),
  dueOn: day,
  agreementId: z.uuid('chooseOne').nullable().default(null),
  note: optionalText(2000),
}
export const CreateWork = z.strictObject({ id: z.uuid(), boardId: z.uuid('chooseOne'), ...workFacts })
export const ChangeWork = z.strictObject({
  workId: z.uuid(),
  ...workFacts,
  dropped: z.boolean().default(false),
  revision,
})

/** Who answers for a task from a day on; `correction` takes back what was wrong all the time. */
export const RecordCare = z
  .strictObject({
    agreementId: z.uuid(),
    unitId: z.uuid('chooseOne'),
    task: named(200),
    answerable: z.enum(answerables, 'chooseOne'),
    clause: optionalSentence(300),
    from: dayInHistory,
    to: dayOrNone,
  })
  .refine((input) => input.to === null || input.to > input.from, { path: ['to'], message: 'dateBeforeOther' })
export const WithdrawCare = z.strictObject({ agreementId: z.uuid(), careId: z.uuid() })

const some = (most: number) =>
  z.number('number').int('number').min(1, 'number').max(most, 'number').nullable()
export const SetKindRule = z.strictObject({
  kind: z.enum(agreementKinds, 'chooseOne'),
  warnMonths: z.number('number').int('number').min(1, 'number').max(36, 'number'),
  needsPlan: z.boolean(),
  followUpMonthsBefore: some(24),
  followUpMonthsAfterStart: some(24),
  reviewMonth: some(12),
  revision,
})
