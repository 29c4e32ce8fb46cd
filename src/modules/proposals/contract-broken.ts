import { z } from 'zod'
import { ruleNames } from '#methods/planner/contract.ts'
import { listFields } from '#platform/list-filter.ts'

/** What of the broken rules is looked at. */
export const BrokenFilter = z.object({
  ...listFields,
  rule: z.enum(ruleNames).optional(),
  year: z.coerce.number().int().optional(),
  area: z.uuid().optional(),
})
export type BrokenFilter = z.output<typeof BrokenFilter>
