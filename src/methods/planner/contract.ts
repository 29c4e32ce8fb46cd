import { z } from 'zod'

/**
 * The two files of the follow-up planner: `uppsikt-plan-input/1` (the problem) and `uppsikt-plan/1` (the answer). The
 * screen plans with the same shapes. Months are written "2027-05", hours are person-hours; ids are texts of at most 200
 * signs. In the problem an unknown field is a fault: a misspelt `endsOn` would else be planned past in silence. A plan may
 * carry more than is read here.
 */
const id = z.string().min(1).max(200)
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)
const hoursByRole = z.record(id, z.number().min(0).max(10_000))
const depth = z.enum(['basic', 'inDepth'])

const teamMember = z.object({ staffId: id, role: id, hours: z.number().min(0).max(10_000) })
const followUp = z.object({
  unitId: id,
  month,
  depth,
  kind: z.enum(['annual', 'extra']),
  team: z.array(teamMember).max(50),
})
const givenFollowUp = followUp.extend({ team: z.array(teamMember.strict()).max(50) }).strict()

/** A whole plan may be given as the decided one: what is not its follow-ups is not read. */
const besides = z.unknown().optional()
const decided = z.strictObject({
  followUps: z.array(givenFollowUp).max(200_000),
  format: besides,
  status: besides,
  objective: besides,
  bound: besides,
  gap: besides,
  solver: besides,
  warnings: besides,
  moved: besides,
  conflicts: besides,
  waivers: besides,
})

const rules = z.strictObject({
  minMonthsBetween: z.int().min(0).max(24),
  inDepthEveryYears: z.int().min(1).max(10),
  choiceSystemFirst: z.tuple([z.int().min(0).max(36), z.int().min(0).max(36)]),
  procuredBeforeDecision: z.tuple([z.int().min(0).max(36), z.int().min(0).max(36)]),
  eventReserve: z.number().min(0).max(0.95),
  professionsPerTeam: z.int().min(0).max(10),
  reportLagMonths: z.int().min(0).max(24),
  inDepthReportsPerMeeting: z.int().min(0).max(100_000),
  extraFromRisk: z.int().min(1).max(6),
})

const unit = z.strictObject({
  id,
  areaId: id,
  operatingForm: z.enum(['inHouse', 'procured', 'choiceSystem']),
  risk: z.int().min(1).max(5),
  hours: z.strictObject({ basic: hoursByRole, inDepth: hoursByRole, extra: hoursByRole.optional() }),
  startsOn: month.optional(),
  endsOn: month.optional(),
  decisionOn: month.optional(),
  lastFollowUp: z.strictObject({ month, depth }).optional(),
  inDepthYears: z.array(z.int().min(1900).max(2200)).max(100).optional(),
  pinned: z.record(z.string().regex(/^\d{4}$/), month).optional(),
  /** The follow-up of that year is in this half, in whatever month of it; a month that is pinned goes first. */
  pinnedHalf: z.record(z.string().regex(/^\d{4}$/), z.union([z.literal(1), z.literal(2)])).optional(),
})

export const defaultWeights = { move: 6, moveMonth: 0.5, extra: 3, risk: 1, balance: 40 } as const
const weight = z.number().min(0).max(1e6)

export const planInput = z.strictObject({
  format: z.literal('uppsikt-plan-input/1'),
  horizon: z.strictObject({ from: month, months: z.int().min(12).max(120).multipleOf(12) }),
  rules,
  weights: z
    .strictObject({ move: weight, moveMonth: weight, extra: weight, risk: weight, balance: weight })
    .partial()
    .optional(),
  boardMeetings: z.array(month).max(1000),
  roles: z
    .array(z.strictObject({ id, professions: z.array(id).min(1).max(50) }))
    .min(1)
    .max(12),
  staff: z
    .array(z.strictObject({ id, profession: id, hours: z.record(month, z.number().min(0).max(10_000)) }))
    .min(1)
    .max(1000),
  units: z.array(unit).min(1).max(20_000),
  decided: decided.optional(),
  executed: z.array(givenFollowUp).max(200_000).optional(),
})

export type PlanInput = z.infer<typeof planInput>
export type InputUnit = PlanInput['units'][number]
export type FollowUp = z.infer<typeof followUp>
export type Depth = z.infer<typeof depth>

/** What `check` and `explain` name; one for each hard rule, and the step that last changed a window. */
export const ruleNames = [
  'annual',
  'window',
  'pinned',
  'choiceSystem',
  'procured',
  'operation',
  'inDepth',
  'gap',
  'capacity',
  'team',
  'boardReports',
  'extra',
  'executed',
] as const
export type RuleName = (typeof ruleNames)[number]

/** A rule that stands in a conflict, with what narrows it. */
export type RuleGroup = {
  readonly rule: RuleName
  readonly role?: string
  readonly year?: number
  readonly month?: string
  readonly areaId?: string
  readonly unitId?: string
}
export type Conflict = { readonly rules: readonly RuleGroup[]; readonly message: string }
/** `amount` of `unit` is what the rule must give way; hours are net of the reserve. */
export type Waiver = RuleGroup & {
  readonly amount: number
  readonly unit: 'hours' | 'followUps' | 'reports' | 'months' | 'professions'
  readonly message: string
}

const named = z.looseObject({ rule: z.enum(ruleNames) })
export const plan = z.object({
  format: z.literal('uppsikt-plan/1'),
  status: z.enum(['optimal', 'feasible', 'infeasible']),
  objective: z.number().optional(),
  bound: z.number().optional(),
  gap: z.number().optional(),
  solver: z
    .object({
      name: z.string(),
      version: z.string(),
      options: z.record(z.string(), z.unknown()),
      seconds: z.number(),
    })
    .optional(),
  followUps: z.array(followUp).max(400_000),
  warnings: z.array(z.string()).optional(),
  moved: z.int().optional(),
  conflicts: z.array(z.object({ rules: z.array(named), message: z.string() })).optional(),
  waivers: z.array(z.looseObject({ rule: z.enum(ruleNames) })).optional(),
})

/** The answer as `solve` writes it. */
export type Plan = {
  readonly format: 'uppsikt-plan/1'
  readonly status: 'optimal' | 'feasible' | 'infeasible'
  readonly objective?: number
  readonly bound?: number
  readonly gap?: number
  readonly solver: {
    readonly name: string
    readonly version: string
    readonly options: Readonly<Record<string, unknown>>
    readonly seconds: number
  }
  readonly followUps: readonly FollowUp[]
  readonly warnings: readonly string[]
  readonly moved?: number
  readonly conflicts?: readonly Conflict[]
  readonly waivers?: readonly Waiver[]
}
