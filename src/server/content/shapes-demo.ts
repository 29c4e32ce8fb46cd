import { z } from 'zod'
import { agreementKinds, agreementStatuses } from '#modules/agreements/rules.ts'
import { operatingForms, unitStatuses } from '#modules/organisation/rules.ts'
import { roles } from '#access/roles.ts'
import { date, key, law, words } from './shapes-base.ts'

/** The shapes of content/demo/*.yaml but the follow-ups (shapes-follow-ups.ts); docs/content.md explains them. */

const instant = z.iso.datetime({ offset: true })
const code = z.string().regex(/^[A-Z]{2,4}-\d{3}$/, 'a unit code such as OMS-001')

export const municipalityFile = z.strictObject({
  name: words,
  password: z.string().min(15),
  boards: z.array(
    z.strictObject({ key: words, name: words, validFrom: date, place: words, meetings: z.array(date) }),
  ),
  /** Papers are due this many days before a meeting. */
  papersDaysBefore: z.int().min(1),
  catalogues: z.array(
    z.strictObject({
      number: z.int(),
      name: words,
      validFrom: date,
      validTo: date.nullable(),
      publishedOn: date,
      decision: words,
    }),
  ),
  areasValidFrom: date,
})

const heldRole = z.strictObject({
  role: z.enum(roles),
  boards: z.array(words).default([]),
  unit: code.optional(),
  from: date,
  to: date.optional(),
})

export const peopleFile = z.strictObject({
  people: z.array(
    z.strictObject({
      key,
      name: words,
      email: z.email(),
      side: z.enum(['office', 'operator', 'board']),
      /** What the person is called in the table of demo accounts and in a team. */
      title: words,
      provider: key.optional(),
      closedOn: date.optional(),
      roles: z.array(heldRole).min(1),
    }),
  ),
})

export const providersFile = z.strictObject({
  providers: z.array(
    z.strictObject({
      key,
      name: words,
      kind: z.enum(['municipal', 'private', 'nonProfit', 'otherMunicipality']),
      organisationNumber: z.string().optional(),
      email: z.email().optional(),
      managementSystemSeenOn: date.optional(),
      validFrom: date,
      validTo: date.optional(),
    }),
  ),
})

const unitFacts = {
  name: words,
  provider: key,
  area: key,
  form: z.enum(operatingForms),
  laws: z.array(law).min(1),
  district: words,
  address: z.string(),
  places: z.int().min(0).nullable(),
  manager: z.string(),
  status: z.enum(unitStatuses),
  licence: z.string(),
}

/** The first state says everything; a later one only what is new. */
const unitState = z.strictObject({
  from: date,
  to: date.optional(),
  change: z.string().default(''),
  recorded: instant.optional(),
  /** Known to be wrong from then on: the state that came instead stands elsewhere in the list. */
  superseded: instant.optional(),
  ...z.object(unitFacts).partial().shape,
})

export const unitsFile = z.strictObject({
  units: z.array(z.strictObject({ code, board: words, history: z.array(unitState).min(1) })),
  successions: z.array(
    z.strictObject({
      from: code,
      to: code,
      kind: z.enum(['merge', 'split', 'replacement']),
      on: date,
      note: z.string().default(''),
    }),
  ),
})

const agreementState = z.strictObject({
  from: date,
  to: date.optional(),
  status: z.enum(agreementStatuses),
  catalogue: z.int(),
  title: words.optional(),
  decidedOn: date.optional(),
  extensionUntil: date.optional(),
  extensionDecisionBy: date.optional(),
  change: z.string().default(''),
})

export const agreementsFile = z.strictObject({
  agreements: z.array(
    z.strictObject({
      key,
      title: words,
      kind: z.enum(agreementKinds),
      board: words,
      provider: key,
      caseNumber: z.string(),
      units: z.array(z.strictObject({ code, from: date.optional(), to: date.optional() })).min(1),
      states: z.array(agreementState).min(1),
      /** The document that carries the clauses, "Bilaga 2"; without it no clause is known. */
      clauses: z.string().optional(),
    }),
  ),
})

/** The point of a requirement in the document with clauses, "4.3". */
export const clausesFile = z.strictObject({ points: z.record(key, words) })

/** How some requirements read in version 1; the others read as now. */
export const earlierFile = z.strictObject({
  earlier: z.record(
    key,
    z.strictObject({ title: words.optional(), text: words.optional(), guideValue: z.number().optional() }),
  ),
})

export const decidedPlanFile = z.strictObject({
  plans: z.array(
    z.strictObject({
      key,
      board: words,
      title: words,
      caseNumber: words,
      decidedOn: date.nullable(),
      source: words,
      years: z.array(z.int()).min(1),
      rows: z.array(z.strictObject({ title: words, cells: z.array(z.array(words)) })),
      focusAreas: z.array(words),
    }),
  ),
})

export type MunicipalityFile = z.infer<typeof municipalityFile>
export type Person = z.infer<typeof peopleFile>['people'][number]
export type ProviderContent = z.infer<typeof providersFile>['providers'][number]
export type UnitContent = z.infer<typeof unitsFile>['units'][number]
export type Succession = z.infer<typeof unitsFile>['successions'][number]
export type AgreementContent = z.infer<typeof agreementsFile>['agreements'][number]
export type DecidedPlan = z.infer<typeof decidedPlanFile>['plans'][number]
export { code, instant }
