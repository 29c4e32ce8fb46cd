import { z } from 'zod'
import { isIsoDate } from '#kernel/dates.ts'
import { ownFrameworks } from './rules.ts'

const day = z.string('date').refine(isIsoDate, 'date')
const Facts = z.object({
  name: z.string().trim().min(1, 'required').max(200, 'tooLong'),
  description: z.string().trim().max(1000, 'tooLong').default(''),
  /** The keys of the national areas it answers to. */
  mapsTo: z.array(z.string().min(1).max(200)).max(30).default([]),
})
const One = z.object({ areaId: z.uuid() })

export const AddQualityArea = Facts.extend({
  framework: z.enum(ownFrameworks, 'chooseOne'),
  from: day,
}).strict()
export const ChangeQualityArea = Facts.extend({ areaId: z.uuid(), revision: z.number().int() }).strict()
export const ChangeQualityAreaBody = Facts.extend({ revision: z.number().int() })
/** Right after another of the same framework; null: first. */
export const MoveQualityArea = One.extend({ after: z.uuid('chooseOne').nullable() }).strict()
/** With its last day; null: it goes on after all. */
export const EndQualityArea = One.extend({ revision: z.number().int(), endsOn: day.nullable() }).strict()
