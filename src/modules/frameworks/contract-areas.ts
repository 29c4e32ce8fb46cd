import { z } from 'zod'
import { dayInHistory, named, optionalText, revision } from '#platform/shapes.ts'
import { ownFrameworks } from './rules.ts'

const Facts = z.object({
  name: named(200),
  description: optionalText(1000),
  /** The keys of the national areas it answers to. */
  mapsTo: z.array(z.string().min(1).max(200)).max(30).default([]),
})
const One = z.object({ areaId: z.uuid() })

export const AddQualityArea = Facts.extend({
  framework: z.enum(ownFrameworks, 'chooseOne'),
  from: dayInHistory,
}).strict()
export const ChangeQualityArea = Facts.extend({ areaId: z.uuid(), revision }).strict()
export const ChangeQualityAreaBody = Facts.extend({ revision })
/** Right after another of the same framework; null: first. */
export const MoveQualityArea = One.extend({ after: z.uuid('chooseOne').nullable() }).strict()
/** With its last day; null: it goes on after all. */
export const EndQualityArea = One.extend({ revision, endsOn: dayInHistory.nullable() }).strict()
