import { z } from 'zod'
import { isIsoDate } from '#kernel/dates.ts'
import { isSoleTraderNumber, parseOrganisationNumber } from '#kernel/organisation-number.ts'
import { changeKinds, laws, operatingForms, providerKinds, unitStatuses } from './rules.ts'

export const unitSorts = [
  'namn',
  'omrade',
  'utforare',
  'form',
  'lage',
  'senast',
  'nasta',
  'brister',
  'platser',
] as const

/** Filter, order and page of the register: the same in the page's address and in the API. */
export const UnitFilter = z.object({
  q: z.string().trim().max(200).default(''),
  area: z.uuid().optional(),
  provider: z.uuid().optional(),
  form: z.enum(operatingForms).optional(),
  law: z.enum(laws).optional(),
  status: z.enum(unitStatuses).optional(),
  /** Only units in operation with no follow-up this calendar year, planned or made (M-001). */
  unplanned: z.literal('true').optional(),
  sort: z.templateLiteral([z.enum(['', '-']), z.enum(unitSorts)]).default('namn'),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type UnitFilter = z.output<typeof UnitFilter>

export const Day = z.string('date').refine(isIsoDate, 'date')
const line = (most: number) => z.string().trim().max(most)
const named = line(200).min(1, 'required')

/** What a state of a unit says. */
export const UnitFacts = z.object({
  name: named,
  providerId: z.uuid('chooseOne'),
  serviceAreaId: z.uuid('chooseOne'),
  operatingForm: z.enum(operatingForms, 'chooseOne'),
  laws: z.array(z.enum(laws)).min(1, 'chooseOne').max(3),
  district: line(200).default(''),
  address: line(300).default(''),
  places: z.number('number').int('number').min(0, 'number').max(100_000, 'number').nullable().default(null),
  manager: line(200).default(''),
  status: z.enum(unitStatuses, 'chooseOne'),
  licence: line(300).default(''),
})
export type UnitFacts = z.output<typeof UnitFacts>

export const CreateUnit = UnitFacts.extend({
  id: z.uuid(),
  boardId: z.uuid('chooseOne'),
  code: line(60).min(1, 'required'),
  from: Day,
  note: line(2000).default(''),
}).strict()

export const ChangeUnit = UnitFacts.extend({
  unitId: z.uuid(),
  kind: z.enum(changeKinds, 'chooseOne'),
  from: Day,
  note: line(2000).default(''),
  /** How many states were recorded when the user looked: another number means that somebody was quicker. */
  revision: z.number().int().min(0),
})
  .strict()
  .refine((input) => input.kind === 'change' || input.note !== '', {
    path: ['note'],
    message: 'reasonNeeded',
  })

const organisationNumber = z
  .string()
  .trim()
  .refine((text) => !isSoleTraderNumber(text), 'soleTrader')
  .transform((text, context) => {
    const parsed = text === '' ? null : parseOrganisationNumber(text)
    if (parsed !== undefined) return parsed
    context.addIssue({ code: 'custom', message: 'organisationNumber' })
    return z.NEVER
  })
  .nullable()
  .default(null)

const ProviderFacts = z.object({
  name: named,
  kind: z.enum(providerKinds, 'chooseOne'),
  organisationNumber,
  email: z.email('email').or(z.literal('')).default(''),
  managementSystemSeenOn: Day.nullable().default(null),
})

export const CreateProvider = ProviderFacts.extend({ id: z.uuid(), from: Day }).strict()
export const ChangeProvider = ProviderFacts.extend({
  providerId: z.uuid(),
  revision: z.number().int().min(1),
}).strict()

export const providerSorts = ['namn', 'slag', 'enheter'] as const
export const ProviderFilter = z.object({
  q: z.string().trim().max(200).default(''),
  kind: z.enum(providerKinds).optional(),
  sort: z.templateLiteral([z.enum(['', '-']), z.enum(providerSorts)]).default('namn'),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type ProviderFilter = z.output<typeof ProviderFilter>

export const ProviderView = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(providerKinds),
  organisationNumber: z.string().nullable(),
  email: z.string().nullable(),
  managementSystemSeenOn: z.string().nullable(),
  isInvented: z.boolean(),
  units: z.number().int(),
  revision: z.number().int(),
})

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

/** A row of the register: the unit and where its follow-up stands. */
export const UnitRowView = UnitView.extend({
  lastFollowUpOn: z.string().nullable(),
  nextFollowUpOn: z.string().nullable(),
  openFindings: z.number().int(),
})

/** The unit's whole state on a day, as it was known at a time. */
export const UnitStateView = z.object({
  id: z.uuid(),
  name: z.string(),
  providerId: z.uuid(),
  providerName: z.string(),
  serviceAreaId: z.uuid(),
  serviceArea: z.string(),
  operatingForm: z.enum(operatingForms),
  laws: z.array(z.string()),
  district: z.string(),
  address: z.string(),
  places: z.number().int().nullable(),
  manager: z.string(),
  status: z.enum(unitStatuses),
  licence: z.string(),
  changeNote: z.string(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  recordedAt: z.string(),
  recordedBy: z.string().nullable(),
  supersededAt: z.string().nullable(),
})
