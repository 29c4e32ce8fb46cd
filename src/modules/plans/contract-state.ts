import { z } from 'zod'
import { listFields } from '#platform/list-filter.ts'
import { stateGroups, troubles } from './rules-state.ts'

/** What of the year's state is looked at. */
export const StateFilter = z.object({
  ...listFields,
  year: z.coerce.number().int().optional(),
  area: z.uuid().optional(),
  group: z.enum(stateGroups).default('manad'),
  trouble: z.enum(troubles).optional(),
})
export type StateFilter = z.output<typeof StateFilter>
