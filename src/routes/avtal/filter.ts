import { AgreementFilter } from '#modules/agreements/public.ts'
import { filterFrom } from '#platform/list-filter.ts'

/** The list's address → its filter. */
export function agreementFilterFrom(url: URL): AgreementFilter {
  return filterFrom(url, AgreementFilter, {
    kind: 'slag',
    provider: 'utforare',
    standing: 'lage',
    months: 'inom',
    lacks: 'saknar',
  })
}
