import { z } from 'zod'
import { methods } from '#modules/followups/public.ts'
import { listFields, sortBy } from '#platform/list-filter.ts'
import { day, named, optionalSentence, optionalText, reason, revision, written } from '#platform/shapes.ts'
import { depths, fixers, itemKinds, origins, priorities, progresses, subjects, teamRoles } from './rules.ts'
import { coverages, inDepthOfs, owedRules } from './rules-owed.ts'

const why = reason(2000)
const year = z.number('number').int('number').min(2000, 'number').max(2200, 'number')
const hours = z.number('number').min(0, 'number').max(10_000, 'number')
const yearPlanId = z.uuid()
const itemId = z.uuid()

const focusByYear = z.array(z.object({ year, areas: z.array(named(200)).max(20) }).strict()).max(4)
const notCovered = z.array(z.object({ what: written(300), why: written(1000) }).strict()).max(50)

const planFacts = {
  title: named(200),
  basis: optionalText(10_000),
  riskAnalysis: optionalText(2000),
  focusAreas: focusByYear.default([]),
  notCovered: notCovered.default([]),
  matterId: z.uuid().nullable().default(null),
}
export const CreateYearPlan = z
  .object({ boardId: z.uuid('chooseOne'), fromYear: year, toYear: year, ...planFacts })
  .strict()
  .refine((input) => input.toYear >= input.fromYear && input.toYear <= input.fromYear + 3, {
    path: ['toYear'],
    message: 'dateBeforeOther',
  })
export const ChangeYearPlan = z.object({ yearPlanId, revision, ...planFacts }).strict()
export const OfPlan = z.object({ yearPlanId, revision }).strict()
export const ReopenPlan = z.object({ yearPlanId, reason: why }).strict()
export const SubmitPlan = z
  .object({ yearPlanId, revision, meetingId: z.uuid().optional(), lateReason: optionalText(2000) })
  .strict()
export const TakeBackPlan = z.object({ yearPlanId, reason: why }).strict()
export const FixPlan = z
  .object({
    yearPlanId,
    revision,
    by: z.enum(['board', 'management'], 'chooseOne'),
    decidedOn: day,
    paragraph: named(60),
    wording: optionalText(4000),
  })
  .strict()

const team = z
  .array(
    z
      .object({ accountId: z.uuid(), role: z.enum(teamRoles), hours: hours.nullable().default(null) })
      .strict(),
  )
  .max(12)
  .refine((members) => members.filter((one) => one.role === 'lead').length <= 1, 'chooseOne')

const choices = {
  year,
  month: z.number('number').int().min(1).max(12).nullable().default(null),
  half: z.union([z.literal(1), z.literal(2)]).default(1),
  kind: z.enum(itemKinds, 'chooseOne'),
  depth: z.enum(depths, 'chooseOne'),
  focusAreas: z.array(named(100)).max(30).default([]),
  methods: z.array(z.enum(methods)).max(methods.length).default([]),
  announced: z.boolean('chooseOne').default(true),
  priority: z.enum(priorities).default('normal'),
  assignmentSource: optionalText(500),
  origin: z.enum(origins, 'chooseOne').default('requirement'),
  originId: z.uuid().nullable().default(null),
  why: optionalText(2000),
  theme: optionalSentence(200),
  note: optionalText(2000),
  /** Null: by the estimates. */
  hours: hours.nullable().default(null),
}
const themeNamed = (input: { kind: string; theme: string }) => input.kind !== 'theme' || input.theme !== ''
const needTheme = { path: ['theme'], message: 'required' }

/** Forty rows in one go: the same choices for every unit, area or name. */
export const AddItems = z
  .object({
    yearPlanId,
    ...choices,
    unitIds: z.array(z.uuid()).max(2000).default([]),
    areaIds: z.array(z.uuid()).max(100).default([]),
    /** A theme or the authority as such: no unit and no area. */
    subject: z.enum(subjects).default('unit'),
    name: optionalSentence(200),
    /** Another board's units: with the ground for having them in this plan. */
    ground: optionalText(1000),
    team: team.default([]),
    /** Spread even over these months of the year, in the order of the units; empty: all in the same. */
    spread: z.array(z.number().int().min(1).max(12)).max(12).default([]),
    reason: optionalText(2000),
  })
  .strict()
  .refine(themeNamed, needTheme)
export type AddItems = z.output<typeof AddItems>
export type AddItemsInput = z.input<typeof AddItems>

export const ChangeItem = z
  .object({ itemId, revision, ...choices, team, reason: optionalText(2000) })
  .strict()
  .refine(themeNamed, needTheme)
export type ChangeItem = z.output<typeof ChangeItem>

export const ChangeItems = z
  .object({
    yearPlanId,
    itemIds: z.array(itemId).min(1, 'chooseOne').max(2000),
    month: z.number().int().min(1).max(12).optional(),
    half: z.union([z.literal(1), z.literal(2)]).optional(),
    year: year.optional(),
    depth: z.enum(depths).optional(),
    priority: z.enum(priorities).optional(),
    leadId: z.uuid().optional(),
    announced: z.boolean().optional(),
    reason: optionalText(2000),
    /** The event-driven follow-up that takes the time (M-078). */
    eventFollowUpId: z.uuid().optional(),
  })
  .strict()
export type ChangeItems = z.output<typeof ChangeItems>

export const RemoveItems = z
  .object({ yearPlanId, itemIds: z.array(itemId).min(1, 'chooseOne').max(2000), reason: why })
  .strict()
export const RestoreItem = z.object({ itemId, reason: optionalText(2000) }).strict()
export const SettleItem = z.object({ itemId, doneOn: day.nullable(), doneNote: optionalText(2000) }).strict()

/** What of the owed is looked at: the same in the page's address, the export and the press that takes all of it. */
export const OwedFilter = z
  .object({
    q: optionalSentence(200),
    area: z.uuid().optional(),
    rule: z.enum(owedRules).optional(),
    year: z.coerce.number().int().optional(),
  })
  .strict()
export type OwedFilter = z.output<typeof OwedFilter>

/** Some of what is owed, by its keys, or all that a filter shows. */
export const TakeOwed = z
  .object({
    yearPlanId,
    keys: z.array(z.string().max(200)).max(4000).default([]),
    all: OwedFilter.optional(),
    reason: optionalText(2000),
  })
  .strict()
  .refine((input) => input.all !== undefined || input.keys.length > 0, {
    path: ['keys'],
    message: 'chooseOne',
  })

export const SetAreaRule = z
  .object({
    boardId: z.uuid(),
    serviceAreaId: z.uuid(),
    revision,
    coverage: z.enum(coverages, 'chooseOne'),
    sharePercent: z
      .number('number')
      .int('number')
      .min(1, 'number')
      .max(100, 'number')
      .nullable()
      .default(null),
    inDepthEvery: z.number('number').int().min(0).max(6, 'number'),
    inDepthOf: z.enum(inDepthOfs, 'chooseOne'),
    choiceSystemMonths: z.number('number').int().min(0).max(24, 'number'),
    procuredMonths: z.number('number').int().min(0).max(24, 'number'),
    lastYearActions: z.boolean(),
    needsSas: z.boolean().default(false),
    ground: optionalText(500),
  })
  .strict()
  .refine((rule) => (rule.coverage === 'share') === (rule.sharePercent !== null), {
    path: ['sharePercent'],
    message: 'required',
  })
export const SetPlanning = z
  .object({
    boardId: z.uuid(),
    revision,
    fixedBy: z.enum(fixers, 'chooseOne'),
    changedBy: z.enum(fixers, 'chooseOne'),
    delegationPoint: optionalSentence(300),
    selfCheckEvery: z.number('number').int().min(0).max(4, 'number'),
    selfCheckFirst: year,
    reportMonths: z.number('number').int().min(0).max(6, 'number'),
    decideByMonth: z.number('number').int().min(1).max(12),
    prepareWeeks: z.number('number').int('number').min(0, 'number').max(26, 'number').default(4),
    needsRiskAnalysis: z.boolean(),
    answerableUnit: optionalSentence(200),
  })
  .strict()
  .refine(
    (input) => (input.fixedBy === 'board' && input.changedBy === 'board') || input.delegationPoint !== '',
    { path: ['delegationPoint'], message: 'required' },
  )
const roleHours = z.partialRecord(z.enum(teamRoles), hours)
export const SetEstimate = z
  .object({
    boardId: z.uuid(),
    serviceAreaId: z.uuid().nullable(),
    kind: z.enum(itemKinds),
    depth: z.enum(depths),
    /** Null: back to what holds for all areas, or to what the product starts with. */
    hours: roleHours.nullable(),
    reason: optionalText(500),
  })
  .strict()
/** The mean of what follow-ups of a year really took becomes the estimate. */
export const TakeUsedHours = z
  .object({
    boardId: z.uuid(),
    serviceAreaId: z.uuid().nullable(),
    kind: z.enum(itemKinds),
    depth: z.enum(depths),
    year,
    reason: why,
  })
  .strict()
export const SetStaffHours = z
  .object({
    boardId: z.uuid(),
    year,
    people: z
      .array(
        z
          .object({ accountId: z.uuid(), hours: z.array(hours.max(744, 'number').nullable()).length(12) })
          .strict(),
      )
      .max(500),
  })
  .strict()

export const SetVisitDay = z
  .object({ itemId, revision, visitOn: day.nullable(), note: optionalText(1000) })
  .strict()

export const PrepareItems = z
  .object({
    yearPlanId,
    itemIds: z.array(itemId).min(1, 'chooseOne').max(500),
    leadId: z.uuid().optional(),
    matterId: z.uuid().optional(),
  })
  .strict()

/** Filter, order and groups of the plan's table: the same in the page's address, the export and the API. */
export const itemSorts = [
  'nar',
  'namn',
  'omrade',
  'utforare',
  'typ',
  'djup',
  'timmar',
  'lage',
  'ansvarig',
] as const
export const itemGroups = ['omrade', 'manad', 'utforare', 'typ', 'ansvarig', 'ingen'] as const
export const ItemFilter = z.object({
  q: listFields.q,
  year: z.coerce.number().int().optional(),
  /** `none`: what belongs to no area. */
  area: z.union([z.uuid(), z.literal('none')]).optional(),
  kind: z.enum(itemKinds).optional(),
  depth: z.enum(depths).optional(),
  origin: z.enum(origins).optional(),
  priority: z.enum(priorities).optional(),
  month: z.coerce.number().int().min(1).max(12).optional(),
  /** Only what has a month of its own, or only what has no more than its half-year. */
  placed: z.enum(['month', 'half']).optional(),
  lead: z.union([z.uuid(), z.literal('none')]).optional(),
  /** Anybody of the team, the lead or beside. */
  person: z.uuid().optional(),
  progress: z.enum(progresses).optional(),
  pinned: z.enum(['ja', 'nej']).optional(),
  sort: sortBy(itemSorts, 'nar'),
  group: z.enum(itemGroups).default('ingen'),
})
export type ItemFilter = z.output<typeof ItemFilter>
