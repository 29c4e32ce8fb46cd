import { ReviewFilter } from '#modules/logreviews/public.ts'
import { filterFrom } from '#platform/list-filter.ts'

/** The list's address → its filter. */
export function reviewFilterFrom(url: URL): ReviewFilter {
  return filterFrom(url, ReviewFilter, { state: 'lage' })
}
