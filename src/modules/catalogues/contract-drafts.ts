import { z } from 'zod'
import { listFields, sortBy } from '#platform/list-filter.ts'
import {
  caseNumber,
  dayInHistory,
  named,
  neededCaseNumber,
  optionalSentence,
  optionalText,
  revision,
  written,
} from '#platform/shapes.ts'
import { betterWays, lacksGoodCare, requirementLaws, requirementMethods, severities } from './draft-rules.ts'
import { dimensions, perspectives, requirementKinds } from './rules.ts'

const keys = (most: number) => z.array(z.string().min(1).max(200)).max(most).default([])

const GuideValue = z
  .object({
    value: z.number('number'),
    unit: named(40),
    better: z.enum(betterWays, 'chooseOne'),
    of: named(300),
  })
  .strict()

/** A requirement as it is written. Only code, part and title must be there: the rest is demanded when it is published. */
const Facts = z.object({
  code: named(30),
  part: named(100),
  title: named(200),
  text: optionalText(3000),
  kind: z.enum(requirementKinds, 'chooseOne'),
  guideValue: GuideValue.nullable().default(null),
  focusArea: optionalSentence(200),
  qualityAreas: keys(30),
  perspective: z.enum(perspectives, 'chooseOne'),
  dimension: z.enum(dimensions, 'chooseOne'),
  serviceAreas: keys(60),
  laws: z.array(z.enum(requirementLaws)).max(3).default([]),
  depth: z.enum(['basic', 'inDepth'], 'chooseOne'),
  methods: z.array(z.enum(requirementMethods)).max(20).default([]),
  evidence: optionalText(2000),
  guidance: optionalText(4000),
  questions: z.array(written(500)).max(40).default([]),
  levels: z
    .array(z.object({ level: z.number().int().min(1).max(4), text: optionalText(1000) }).strict())
    .length(4, 'required')
    .meta({ examples: [[1, 2, 3, 4].map((level) => ({ level, text: `Nivå ${level}` }))] }),
  severityIfNotMet: z.enum(severities, 'chooseOne'),
  lawKeys: keys(60),
  alwaysAsked: z.boolean().default(false),
  decidedBy: optionalSentence(200),
  decidedOn: dayInHistory.nullable().default(null),
  decidedCaseNumber: caseNumber.default(''),
})

function holdsTogether(facts: z.output<typeof Facts>, context: z.RefinementCtx): void {
  if (facts.kind === 'guideValue' && facts.guideValue === null)
    context.addIssue({ code: 'custom', path: ['guideValue', 'value'], message: 'number' })
  if (facts.qualityAreas.length > 0 && lacksGoodCare(facts.laws, facts.qualityAreas))
    context.addIssue({ code: 'custom', path: ['qualityAreas'], message: 'goodCareNeeded' })
}

export const StartDraft = z
  .object({
    id: z.uuid(),
    /** The agreement whose own requirements these are; null: the general catalogue. */
    agreementId: z.uuid().nullable().default(null),
    name: named(200),
    validFrom: dayInHistory,
  })
  .strict()

export const AddRequirement = z
  .object({
    id: z.uuid(),
    versionId: z.uuid('chooseOne'),
    code: named(30),
    part: named(100),
    title: named(200),
    /** The requirement it comes after; null: first. Left out: last in its part, or last of all. */
    after: z.uuid().nullable().optional(),
  })
  .strict()

export const ChangeRequirement = Facts.extend({ requirementId: z.uuid(), revision })
  .strict()
  .superRefine(holdsTogether)
export const ChangeRequirementBody = Facts.extend({ revision })

export const MoveRequirement = z
  .object({ requirementId: z.uuid(), after: z.uuid('chooseOne').nullable() })
  .strict()
export const TakeOutRequirement = z.object({ requirementId: z.uuid(), revision }).strict()
export const BringBackRequirement = z.object({ requirementId: z.uuid() }).strict()

export const PublishVersion = z
  .object({
    versionId: z.uuid(),
    /** What the person saw: a requirement that a colleague changed since then makes it stale. */
    revision,
    name: named(200),
    validFrom: dayInHistory,
    decidedBy: named(200),
    decidedOn: dayInHistory,
    caseNumber: neededCaseNumber,
    paragraph: optionalSentence(30),
    /** Changes after the day of the decision are only of form, and within what was decided. */
    changesAreFormal: z.boolean().default(false),
  })
  .strict()

export const WithdrawDraft = z.object({ versionId: z.uuid(), revision }).strict()

export const RequirementFactsView = Facts.extend({
  decidedOn: z.string().nullable(),
  id: z.uuid(),
  key: z.string(),
  revision,
  takenOut: z.boolean(),
  missing: z.array(z.string()),
})

const Field = z.object({ field: z.string(), label: z.string(), before: z.string(), after: z.string() })
const Named = z.object({ key: z.string(), code: z.string(), title: z.string() })
export const DifferenceView = z.object({
  from: z.uuid().nullable(),
  to: z.uuid(),
  added: z.array(Named),
  removed: z.array(Named),
  moved: z.array(Named),
  changed: z.array(Named.extend({ fields: z.array(Field) })),
})

export const draftSorts = ['ordning', 'kod', 'krav', 'andrat'] as const

/** Filter, order and page of the requirements of one version. */
export const DraftFilter = z.object({
  ...listFields,
  part: z.string().max(200).optional(),
  focus: z.string().max(200).optional(),
  change: z.enum(['added', 'changed', 'moved', 'takenOut', 'missing']).optional(),
  sort: sortBy(draftSorts, 'ordning'),
  limit: z.coerce.number().int().min(1).max(2000).default(50),
})
export type DraftFilter = z.output<typeof DraftFilter>
