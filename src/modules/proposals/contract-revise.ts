import { z } from 'zod'
import { Absence } from '#modules/plans/public.ts'
import { reason } from '#platform/shapes.ts'
import { reviseCauses } from './rules-revise.ts'

/** Why a plan is revised, who is away from now on, and whether a proposal is to be computed at once. */
export const RevisePlan = z
  .object({
    yearPlanId: z.uuid(),
    cause: z.enum(reviseCauses, 'chooseOne'),
    reason: reason(1500),
    absence: Absence.optional(),
    propose: z.boolean().default(true),
    /** How long it may be computed at most. */
    mostSeconds: z.number('number').int('number').min(5, 'number').max(1800, 'number').default(120),
  })
  .strict()
export type RevisePlan = z.output<typeof RevisePlan>
