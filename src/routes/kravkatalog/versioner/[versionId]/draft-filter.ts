import { DraftFilter } from '#modules/catalogues/public.ts'
import { filterFrom } from '#platform/list-filter.ts'

/** The list's address → its filter. */
export function draftFilterFrom(url: URL): DraftFilter {
  return filterFrom(url, DraftFilter, {
    part: 'del',
    focus: 'fokus',
    change: 'andring',
  })
}
