import { z } from 'zod'
import { isSoleTraderNumber, parseOrganisationNumber } from '#kernel/organisation-number.ts'
import { listFields, sortBy } from '#platform/list-filter.ts'
import { dayInHistory, named, optionalSentence, optionalText, revision } from '#platform/shapes.ts'
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
  ...listFields,
  area: z.uuid().optional(),
  provider: z.uuid().optional(),
  form: z.enum(operatingForms).optional(),
  law: z.enum(laws).optional(),
  status: z.enum(unitStatuses).optional(),
  /** Only units in operation with no follow-up this calendar year, planned or made (M-001). */
  unplanned: z.literal('true').optional(),
  sort: sortBy(unitSorts, 'namn'),
})
export type UnitFilter = z.output<typeof UnitFilter>

/** What a state of a unit says. */
export const UnitFacts = z.object({
  name: named(200),
  providerId: z.uuid('chooseOne'),
  serviceAreaId: z.uuid('chooseOne'),
  operatingForm: z.enum(operatingForms, 'chooseOne'),
  laws: z.array(z.enum(laws)).min(1, 'chooseOne').max(3),
  district: optionalSentence(200),
  address: optionalSentence(300),
  places: z.number('number').int('number').min(0, 'number').max(100_000, 'number').nullable().default(null),
  manager: optionalSentence(200),
  status: z.enum(unitStatuses, 'chooseOne'),
  licence: optionalSentence(300),
})
export type UnitFacts = z.output<typeof UnitFacts>

export const CreateUnit = UnitFacts.extend({
  id: z.uuid(),
  boardId: z.uuid('chooseOne'),
  code: named(60),
  from: dayInHistory,
  note: optionalText(2000),
}).strict()

export const ChangeUnit = UnitFacts.extend({
  unitId: z.uuid(),
  kind: z.enum(changeKinds, 'chooseOne'),
  from: dayInHistory,
  note: optionalText(2000),
  /** How many states were recorded when the user looked: another number means that somebody was quicker. */
  revision,
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
  name: named(200),
  kind: z.enum(providerKinds, 'chooseOne'),
  organisationNumber,
  email: z.email('email').or(z.literal('')).default(''),
  managementSystemSeenOn: dayInHistory.nullable().default(null),
})

export const CreateProvider = ProviderFacts.extend({ id: z.uuid(), from: dayInHistory }).strict()
export const ChangeProvider = ProviderFacts.extend({
  providerId: z.uuid(),
  revision,
}).strict()

export const providerSorts = ['namn', 'slag', 'enheter'] as const
export const ProviderFilter = z.object({
  ...listFields,
  kind: z.enum(providerKinds).optional(),
  sort: sortBy(providerSorts, 'namn'),
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
