import type { ProviderKind } from '#modules/organisation/rules.ts'
import type { FormReader } from '#platform/web/form.ts'

/** Input paths of a provider's facts → the names of their fields. */
export const providerFields = {
  name: 'namn',
  kind: 'slag',
  organisationNumber: 'orgnummer',
  email: 'epost',
  managementSystemSeenOn: 'ledningssystem',
  from: 'datum',
} as const

export function providerFactsFrom(form: FormReader) {
  return {
    name: form.text('namn'),
    // The shape refuses any other word.
    kind: form.text('slag') as ProviderKind,
    organisationNumber: form.text('orgnummer'),
    email: form.text('epost'),
    managementSystemSeenOn: form.text('ledningssystem') || null,
  }
}
