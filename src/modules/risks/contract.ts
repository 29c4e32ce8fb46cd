import { z } from 'zod'
import { listFields, sortBy } from '#platform/list-filter.ts'
import { day, fullReason, named, reason, revision, written } from '#platform/shapes.ts'
import { axes, factors, isRising, mostValue, mostWeight, scales, type Factor } from './rules.ts'

const value = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)], 'chooseOne')
const risk = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)])

const Judged = z
  .object({
    factor: z.enum(factors),
    value,
    reason: fullReason(1000),
    source: named(300),
    observedOn: day,
  })
  .strict()

/** Several factors of one unit at once, each with its own reason, source and day. */
export const JudgeUnit = z
  .object({
    unitId: z.uuid(),
    judgements: z
      .array(Judged)
      .min(1, 'chooseFactor')
      .max(factors.length)
      .refine((some) => new Set(some.map(({ factor }) => factor)).size === some.length, 'taken'),
  })
  .strict()
export type JudgeUnitInput = z.input<typeof JudgeUnit>

export const WithdrawJudgement = z.object({ judgementId: z.uuid(), reason: fullReason(1000) }).strict()

const whole = (least: number, most: number) =>
  z.number('number').int('number').min(least, 'outOfRange').max(most, 'outOfRange')

const weight = whole(0, mostWeight)
// One for every factor.
const weights = z
  .object(Object.fromEntries(factors.map((factor) => [factor, weight])) as Record<Factor, typeof weight>)
  .strict()
  .refine((some) => factors.some((factor) => some[factor] > 0), 'weightNeeded')

const limit = whole(1, 100)
const limits = z.tuple([limit, limit, limit, limit]).refine(isRising, 'limitsRise')

const rules = {
  weights,
  limits: z.object({ total: limits, likelihood: limits, consequence: limits }).strict(),
  actFrom: z.union([z.literal(2), z.literal(3), z.literal(4), z.literal(5)], 'chooseOne'),
  oldAfterMonths: whole(1, 60),
}

/** The rules as they are tried before they are saved: nothing is changed. */
export const TryRules = z.object(rules).strict()

export const SetRules = z.object({ boardId: z.uuid(), revision, ...rules, reason: fullReason(1000) }).strict()
export type SetRulesInput = z.input<typeof SetRules>

const grade = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)], 'chooseOne')

export const PlaceAgreement = z
  .object({
    agreementId: z.uuid(),
    importance: grade,
    importanceReason: reason(1000),
    complexity: grade,
    complexityReason: reason(1000),
  })
  .strict()

export const WithdrawPlacing = z.object({ placingId: z.uuid(), reason: written(1000) }).strict()

export const riskSorts = [
  'enhet',
  'omrade',
  'utforare',
  'poang',
  'sannolikhet',
  'konsekvens',
  'saknas',
] as const
const step = z.coerce.number().int().min(1).max(5).optional()
export const RiskFilter = z.object({
  ...listFields,
  area: z.uuid().optional(),
  provider: z.uuid().optional(),
  risk: step,
  likelihood: step,
  consequence: step,
  /** A factor that neither the system nor a person knows, other than by chance. */
  missing: z.stringbool().optional(),
  /** A judgement whose day is too long ago. */
  old: z.stringbool().optional(),
  /** From the class on where something has to be done. */
  act: z.stringbool().optional(),
  sort: sortBy(riskSorts, '-poang'),
})
export type RiskFilter = z.output<typeof RiskFilter>

export const placingSorts = ['avtal', 'utforare', 'betydelse', 'komplexitet'] as const
const gradeAsked = z.coerce.number().int().min(1).max(4).optional()
export const PlacingFilter = z.object({
  ...listFields,
  quadrant: z.enum(['strategic', 'critical', 'weighty', 'routine']).optional(),
  importance: gradeAsked,
  complexity: gradeAsked,
  unplaced: z.stringbool().optional(),
  sort: sortBy(placingSorts, '-betydelse'),
})
export type PlacingFilter = z.output<typeof PlacingFilter>

const points = z.number().int().min(0).max(100)
const score = { points, risk, likelihood: risk, consequence: risk }

export const UnitRiskView = z.object({
  unitId: z.uuid(),
  code: z.string(),
  name: z.string(),
  areaName: z.string(),
  providerName: z.string(),
  ...score,
  reasons: z.array(z.string()),
  unknown: z.array(z.enum(factors)),
  old: z.array(z.enum(factors)),
})

export const JudgementView = z.object({
  id: z.uuid(),
  factor: z.enum(factors),
  value: z.number().int().min(0).max(mostValue),
  reason: z.string(),
  source: z.string(),
  observedOn: z.string(),
  judgedBy: z.string(),
  judgedAt: z.string(),
})

const FactorView = z.object({
  factor: z.enum(factors),
  axis: z.enum(axes),
  weight: z.number().int(),
  system: z.number().int().nullable(),
  judgement: JudgementView.nullable(),
  value: z.number().int().nullable(),
  isOld: z.boolean(),
})

export const UnitRiskDetail = UnitRiskView.extend({
  factors: z.array(FactorView),
  history: z.array(
    JudgementView.extend({
      providerName: z.string(),
      withdrawnBy: z.string().nullable(),
      withdrawnAt: z.string().nullable(),
      withdrawnReason: z.string(),
    }),
  ),
})

const RulesView = z.object({
  weights: z.record(z.enum(factors), z.number().int()),
  limits: z.record(z.enum(scales), z.array(z.number().int())),
  actFrom: z.number().int(),
  oldAfterMonths: z.number().int(),
})

export const BoardRules = RulesView.extend({
  revision: z.number().int(),
  changes: z.array(
    z.object({
      id: z.uuid(),
      revision: z.number().int(),
      before: RulesView,
      after: RulesView,
      unitsMoved: z.number().int(),
      reason: z.string(),
      changedBy: z.string(),
      changedAt: z.string(),
    }),
  ),
})

export const PlacingView = z.object({
  agreementId: z.uuid(),
  title: z.string(),
  providerName: z.string(),
  placingId: z.uuid().nullable(),
  importance: z.number().int().nullable(),
  complexity: z.number().int().nullable(),
  quadrant: z.enum(['strategic', 'critical', 'weighty', 'routine']).nullable(),
})
