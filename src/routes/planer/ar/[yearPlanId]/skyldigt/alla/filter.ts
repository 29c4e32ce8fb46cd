import { OwedListFilter } from '#modules/plans/public.ts'
import { filterFrom } from '#platform/list-filter.ts'

/** The list's address → its filter. */
export function owedListFilterFrom(url: URL): OwedListFilter {
  return filterFrom(url, OwedListFilter, {
    source: 'kalla',
    kind: 'vad',
    area: 'omrade',
    year: 'ar',
    state: 'lage',
    risk: 'risk',
  })
}
