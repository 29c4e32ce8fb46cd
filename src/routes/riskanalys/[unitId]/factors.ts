import type { IsoDate } from '#kernel/dates.ts'
import { factInWords, type WeighedUnit } from '#modules/risks/public.ts'
import { factors, type Factor } from '#modules/risks/rules.ts'
import type { FormReader } from '#platform/web/form.ts'

type Page = { href: string } | undefined
type Facts = WeighedUnit['facts']

/** Where what the system knows is read. */
const sources: { readonly [F in Factor]?: (facts: Facts, unitId: string) => Page } = {
  results: ({ results }) => results && { href: `/resultat/${results.assessmentId}` },
  findings: (_, unitId) => ({ href: `/brister?enhet=${unitId}` }),
  deviations: (_, unitId) => ({ href: `/uppfoljningar?enhet=${unitId}` }),
  authority: ({ authority }) =>
    authority?.entryId ? { href: `/register/tillsyn/${authority.entryId}` } : undefined,
  change: (_, unitId) => ({ href: `/enheter/${unitId}/historik` }),
  size: (_, unitId) => ({ href: `/enheter/${unitId}` }),
  inDepth: (_, unitId) => ({ href: `/uppfoljningar?enhet=${unitId}` }),
  newAgreement: ({ newAgreement }) => newAgreement && { href: `/avtal/${newAgreement.agreementId}` },
}

/** The factors of a unit as its page shows them: what the system knows in words, with where it is read. */
export function factorRows({ factors: states, facts, unitId }: WeighedUnit, on: IsoDate) {
  return states.map((state) => ({
    ...state,
    told: factInWords(facts, state.factor, on) ?? null,
    day: dayOf(facts, state.factor),
    href: state.system === null ? null : (sources[state.factor]?.(facts, unitId)?.href ?? null),
  }))
}

/** The facts whose words do not tell their day. */
const dated = ['results', 'findings', 'deviations', 'authority'] as const

function dayOf(facts: Facts, factor: Factor): IsoDate | null {
  const name = dated.find((one) => one === factor)
  return (name && facts[name]?.on) ?? null
}

/** What is left of the sum that the points are: reached, of at most. */
export function sumOf({ factors: states }: WeighedUnit) {
  const known = states.filter(({ value }) => value !== null)
  return {
    reached: known.reduce((sum, { weight, value }) => sum + weight * (value ?? 0), 0),
    whole: known.reduce((sum, { weight }) => sum + weight * 4, 0),
  }
}

/** The fields of one factor's judgement, by the name of the input. */
export const fieldsOf = { value: 'varde', reason: 'skal', source: 'kalla', observedOn: 'dag' } as const

/** The factors that somebody has written something of; a day alone is nothing yet. */
export function judgedIn(form: FormReader): Factor[] {
  return factors.filter((factor) =>
    (['value', 'reason', 'source'] as const).some((name) => form.text(`${fieldsOf[name]}-${factor}`) !== ''),
  )
}

/** Where a fault of the input stands in the form. */
export function namesOf(judged: readonly Factor[]): Record<string, string> {
  const each = judged.flatMap((factor, at) =>
    Object.entries(fieldsOf).map(([name, field]) => [`judgements.${at}.${name}`, `${field}-${factor}`]),
  )
  return { judgements: 'varde-results', ...Object.fromEntries(each) }
}
