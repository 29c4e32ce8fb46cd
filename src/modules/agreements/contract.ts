import { z } from 'zod'
import { listFields, sortBy } from '#platform/list-filter.ts'
import {
  caseNumber,
  dayInHistory,
  named,
  optionalSentence,
  optionalText,
  revision,
} from '#platform/shapes.ts'
import { agreementKinds, agreementStatuses, outcomes, procurementForms, standings } from './rules.ts'

export const agreementSorts = ['avtal', 'utforare', 'slag', 'borjar', 'slutar', 'lage', 'enheter'] as const

/** Filter, order and page of the list of agreements. `months`: in force now and ending within so many months. */
export const AgreementFilter = z.object({
  ...listFields,
  kind: z.enum(agreementKinds).optional(),
  provider: z.uuid().optional(),
  standing: z.enum(standings).optional(),
  months: z.coerce.number().int().min(1).max(60).optional(),
  /** `plan`: asked for a follow-up plan and without one. `clause`: without a single clause. */
  lacks: z.enum(['plan', 'clause']).optional(),
  sort: sortBy(agreementSorts, 'avtal'),
})
export type AgreementFilter = z.output<typeof AgreementFilter>

const dayOrNone = dayInHistory.nullable().default(null)

const Option = z.strictObject({
  until: dayInHistory,
  decideBy: dayOrNone,
  outcome: z.enum(outcomes).nullable().default(null),
  decidedOn: dayOrNone,
  decision: optionalText(2000),
})

/** What a state of an agreement says. */
const AgreementFacts = z.object({
  title: named(300),
  status: z.enum(agreementStatuses, 'chooseOne'),
  catalogueVersionId: z.uuid('chooseOne'),
  decidedOn: dayOrNone,
  /** Who decided, and by which point of the delegation order. */
  decidedBy: optionalSentence(200),
  procurementForm: z.enum(procurementForms, 'chooseOne').default(''),
  /** The procurement documents (upphandlingsdokument) and their reference. */
  tenderDocument: optionalSentence(300),
  providerContact: optionalSentence(200),
  managedBy: optionalSentence(200),
  noticeMonths: z.number('number').int('number').min(0, 'number').max(120, 'number').nullable().default(null),
  /** Every option to extend. The two fields after it say one option in short; given the list, they are read from it. */
  options: z.array(Option).max(12).default([]),
  extensionUntil: dayOrNone,
  extensionDecisionBy: dayOrNone,
})
export type AgreementFacts = z.output<typeof AgreementFacts>

const note = optionalText(2000)
const units = z.array(z.uuid()).max(2000)

export const CreateAgreement = AgreementFacts.extend({
  id: z.uuid(),
  boardId: z.uuid('chooseOne'),
  providerId: z.uuid('chooseOne'),
  kind: z.enum(agreementKinds, 'chooseOne'),
  caseNumber: caseNumber.default(''),
  units,
  from: dayInHistory,
  to: dayOrNone,
  note,
})
  .strict()
  .refine((input) => input.to === null || input.to > input.from, { path: ['to'], message: 'dateBeforeOther' })

export const ChangeAgreement = AgreementFacts.extend({
  agreementId: z.uuid(),
  /** `change`: other terms from a day. `correction`: what was recorded was wrong all the time. */
  change: z.enum(['change', 'correction'], 'chooseOne'),
  from: dayInHistory,
  to: dayOrNone,
  /** The units covered from that day; left out: as before. */
  units: units.optional(),
  note,
  revision,
})
  .strict()
  .refine((input) => input.change === 'change' || input.note !== '', {
    path: ['note'],
    message: 'reasonNeeded',
  })

export const AgreementRowView = z.object({
  id: z.uuid(),
  kind: z.enum(agreementKinds),
  caseNumber: z.string(),
  boardId: z.uuid(),
  board: z.string(),
  providerId: z.uuid(),
  providerName: z.string(),
  title: z.string(),
  status: z.enum(agreementStatuses),
  standing: z.enum(standings),
  validFrom: z.string(),
  beginsOn: z.string(),
  endsOn: z.string().nullable(),
  extensionUntil: z.string().nullable(),
  extensionDecisionBy: z.string().nullable(),
  catalogueVersionId: z.uuid(),
  catalogueNumber: z.number().int(),
  units: z.number().int(),
  lacksPlan: z.boolean(),
  clauses: z.number().int(),
})

/** What was recorded is shown as it was, whatever is asked of what is written today. */
export const AgreementStateView = AgreementFacts.extend({
  decidedOn: z.string().nullable(),
  options: z.array(
    Option.extend({
      until: z.string(),
      decideBy: z.string().nullable(),
      decidedOn: z.string().nullable(),
      decision: z.string(),
    }),
  ),
  extensionUntil: z.string().nullable(),
  extensionDecisionBy: z.string().nullable(),
  id: z.uuid(),
  catalogueNumber: z.number().int(),
  changeNote: z.string(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  recordedAt: z.string(),
  recordedBy: z.string().nullable(),
  supersededAt: z.string().nullable(),
})
