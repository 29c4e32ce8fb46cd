import { z } from 'zod'
import { listFields } from '#platform/list-filter.ts'
import { dimensions, perspectives, requirementKinds } from './rules.ts'

/** Filter and page of the catalogue. Without `version`: the newest published. */
export const RequirementFilter = z.object({
  ...listFields,
  version: z.uuid().optional(),
  part: z.string().max(200).optional(),
  focus: z.string().max(200).optional(),
  quality: z.string().max(200).optional(),
  law: z.enum(['SoL', 'LSS', 'HSL']).optional(),
  kind: z.enum(requirementKinds).optional(),
  perspective: z.enum(perspectives).optional(),
  dimension: z.enum(dimensions).optional(),
  area: z.string().max(200).optional(),
})
export type RequirementFilter = z.output<typeof RequirementFilter>

export const CatalogueVersionView = z.object({
  id: z.uuid(),
  name: z.string(),
  number: z.number().int(),
  state: z.enum(['draft', 'published']),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  publishedAt: z.string().nullable(),
  decision: z.string(),
  requirements: z.number().int(),
})

export const RequirementView = z.object({
  id: z.uuid(),
  catalogueVersionId: z.uuid(),
  key: z.string(),
  code: z.string(),
  part: z.string(),
  title: z.string(),
  text: z.string(),
  kind: z.enum(requirementKinds),
  focusArea: z.string(),
  qualityAreas: z.array(z.string()),
  perspective: z.enum(perspectives),
  dimension: z.enum(dimensions),
  serviceAreas: z.array(z.string()),
  laws: z.array(z.string()),
  depth: z.enum(['basic', 'inDepth']),
  severityIfNotMet: z.enum(['minor', 'serious', 'acute']),
})
