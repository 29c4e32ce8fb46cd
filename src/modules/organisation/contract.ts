import { z } from 'zod'
import { laws, operatingForms, unitStatuses } from './rules.ts'

export const unitSorts = ['namn', 'omrade', 'utforare', 'form', 'lage'] as const

/** Filter, order and page of the register: the same in the page's address and in the API. */
export const UnitFilter = z.object({
  q: z.string().trim().max(200).default(''),
  area: z.uuid().optional(),
  provider: z.uuid().optional(),
  form: z.enum(operatingForms).optional(),
  law: z.enum(laws).optional(),
  status: z.enum(unitStatuses).optional(),
  sort: z.templateLiteral([z.enum(['', '-']), z.enum(unitSorts)]).default('namn'),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type UnitFilter = z.output<typeof UnitFilter>

export const UnitView = z.object({
  id: z.uuid(),
  code: z.string(),
  name: z.string(),
  providerId: z.uuid(),
  providerName: z.string(),
  serviceAreaId: z.uuid(),
  serviceArea: z.string(),
  operatingForm: z.enum(operatingForms),
  laws: z.array(z.string()),
  district: z.string(),
  places: z.number().int().nullable(),
  status: z.enum(unitStatuses),
  isInvented: z.boolean(),
})
