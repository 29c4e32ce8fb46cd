import { RowFilter } from '#modules/proposals/public.ts'
import { filterFrom } from '#platform/list-filter.ts'

/** The list's address → its filter. */
export function rowFilterFrom(url: URL): RowFilter {
  return filterFrom(url, RowFilter, {
    year: 'ar',
    month: 'manad',
    area: 'omrade',
    depth: 'djup',
    kind: 'slag',
    person: 'person',
  })
}
