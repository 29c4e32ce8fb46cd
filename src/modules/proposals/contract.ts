import { z } from 'zod'
import { listFields, sortBy } from '#platform/list-filter.ts'
import { named, optionalSentence, optionalText, revision } from '#platform/shapes.ts'
import { proposalStates } from './rules.ts'

const yearPlanId = z.uuid()
const whole = (from: number, to: number) =>
  z.number('number').int('number').min(from, 'outOfRange').max(to, 'outOfRange')

/** What is supposed, and how long and how well it is to be computed. */
export const AskProposal = z
  .object({
    yearPlanId,
    /** Empty: named by what is supposed. */
    name: optionalSentence(200),
    addedProfession: optionalSentence(100),
    addedHours: z.number('number').min(0, 'outOfRange').max(300, 'outOfRange').default(0),
    inDepthEvery: whole(1, 6).nullable().default(null),
    noJuly: z.boolean().default(false),
    reservePercent: whole(0, 90).nullable().default(null),
    keepMonths: z.boolean().default(false),
    mostSeconds: whole(5, 1800).default(60),
    /** How far from the best possible plan is near enough, in percent. */
    gapPercent: z.number('number').min(0, 'outOfRange').max(50, 'outOfRange').default(1),
  })
  .strict()
  .refine((input) => input.addedHours === 0 || input.addedProfession !== '', {
    path: ['addedProfession'],
    message: 'chooseOne',
  })
  .refine((input) => input.addedHours > 0 || input.addedProfession === '', {
    path: ['addedHours'],
    message: 'required',
  })
export type AskProposal = z.output<typeof AskProposal>

export const OfProposal = z.object({ proposalId: z.uuid() }).strict()

/** `draftMark` is the plan's rows as the person saw them: what a colleague changes meanwhile is not written over unseen. */
export const TakeProposal = z
  .object({
    proposalId: z.uuid(),
    draftMark: named(100),
    reason: optionalText(2000),
  })
  .strict()

export const SetCalculation = z
  .object({
    boardId: z.uuid(),
    revision,
    reservePercent: whole(0, 90),
    monthsBetween: whole(0, 18),
    professionsPerTeam: whole(1, 3),
    reportsPerMeeting: whole(0, 1000),
    extraFromRisk: whole(1, 6),
    monthProfile: z.array(whole(0, 200)).length(12),
  })
  .strict()

export const rowSorts = ['nar', 'enhet', 'omrade', 'djup', 'timmar', 'risk'] as const
export const RowFilter = z.object({
  ...listFields,
  year: z.coerce.number().int().optional(),
  month: z.coerce.number().int().min(1).max(12).optional(),
  area: z.uuid().optional(),
  depth: z.enum(['basic', 'inDepth']).optional(),
  kind: z.enum(['annual', 'extra']).optional(),
  person: z.string().max(200).optional(),
  sort: sortBy(rowSorts, 'nar'),
})
export type RowFilter = z.output<typeof RowFilter>

export const ProposalView = z.looseObject({
  id: z.uuid(),
  yearPlanId: z.uuid(),
  name: z.string(),
  state: z.enum(proposalStates),
  objective: z.number().nullable(),
  bound: z.number().nullable(),
  broken: z.number().int().nullable(),
  /** How many may be computed before it, as it stands now. */
  ahead: z.number().int(),
})
