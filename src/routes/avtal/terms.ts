import type { AgreementStatus } from '#modules/agreements/rules.ts'
import type { FormReader } from '#platform/web/form.ts'

/** Input paths of an agreement's terms → the names of their fields. */
export const termFields = {
  title: 'rubrik',
  status: 'status',
  catalogueVersionId: 'katalog',
  decidedOn: 'beslutat',
  extensionUntil: 'forlangning',
  extensionDecisionBy: 'forlangningsbeslut',
  from: 'fran',
  to: 'till',
  units: 'enheter',
  note: 'anteckning',
} as const

export function termsFrom(form: FormReader) {
  const day = (name: string) => form.text(name) || null
  return {
    title: form.text('rubrik'),
    // The shape refuses any other word.
    status: form.text('status') as AgreementStatus,
    catalogueVersionId: form.text('katalog'),
    decidedOn: day('beslutat'),
    extensionUntil: day('forlangning'),
    extensionDecisionBy: day('forlangningsbeslut'),
    from: form.text('fran'),
    to: day('till'),
    note: form.text('anteckning'),
  }
}
