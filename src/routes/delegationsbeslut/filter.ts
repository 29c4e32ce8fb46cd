import { DelegationFilter } from '#modules/delegations/public.ts'
import { filterFrom } from '#platform/list-filter.ts'

/** The list's address → its filter. */
export function delegationFilterFrom(url: URL): DelegationFilter {
  return filterFrom(url, DelegationFilter, {
    reported: { name: 'anmalan', words: { anmalda: 'yes', oanmalda: 'no' } },
    year: 'ar',
    sort: { name: 'sortera', words: { dag: 'decidedOn', vem: 'decidedBy' } },
  })
}
