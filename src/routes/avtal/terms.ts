import type { AgreementStatus, ExtensionOption, ProcurementForm } from '#modules/agreements/rules.ts'
import type { FormReader } from '#platform/web/form.ts'

/** Rows for options in the form: what a procured agreement may have, and one to spare. */
export const optionRows = 4

/** Input paths of an agreement's terms → the names of their fields. */
export const termFields = {
  title: 'rubrik',
  status: 'status',
  catalogueVersionId: 'katalog',
  decidedOn: 'beslutat',
  decidedBy: 'beslutatAv',
  procurementForm: 'upphandlingsform',
  tenderDocument: 'upphandlingsdokument',
  providerContact: 'kontakt',
  managedBy: 'forvaltare',
  noticeMonths: 'uppsagning',
  from: 'fran',
  to: 'till',
  units: 'enheter',
  note: 'anteckning',
  ...Object.fromEntries(
    Array.from({ length: optionRows }, (_, at) => [
      [`options.${at}.until`, `forlangning${at}`],
      [`options.${at}.decideBy`, `forlangningsbeslut${at}`],
    ]).flat(),
  ),
} as const

export function termsFrom(form: FormReader) {
  const day = (name: string) => form.text(name) || null
  return {
    title: form.text('rubrik'),
    // The shapes refuse any other word, here and below.
    status: form.text('status') as AgreementStatus,
    procurementForm: form.text('upphandlingsform') as ProcurementForm,
    catalogueVersionId: form.text('katalog'),
    decidedOn: day('beslutat'),
    decidedBy: form.text('beslutatAv'),
    tenderDocument: form.text('upphandlingsdokument'),
    providerContact: form.text('kontakt'),
    managedBy: form.text('forvaltare'),
    noticeMonths: form.number('uppsagning') ?? null,
    options: optionsFrom(form),
    from: form.text('fran'),
    to: day('till'),
    note: form.text('anteckning'),
  }
}

/** Empty rows are left out. What was decided of an option comes back with the form as it was. */
function optionsFrom(form: FormReader): ExtensionOption[] {
  return Array.from({ length: optionRows }, (_, at): ExtensionOption => {
    const outcome = form.text(`utfall${at}`)
    return {
      until: form.text(`forlangning${at}`),
      decideBy: form.text(`forlangningsbeslut${at}`) || null,
      outcome: outcome === 'used' || outcome === 'declined' ? outcome : null,
      decidedOn: form.text(`forlangningDecided${at}`) || null,
      decision: form.text(`forlangningDecision${at}`),
    }
  }).filter((option) => option.until !== '' || option.decideBy !== null)
}
