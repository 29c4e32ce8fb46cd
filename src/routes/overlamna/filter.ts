import { LeaverFilter } from '#modules/handover/public.ts'
import { filterFrom } from '#platform/list-filter.ts'

/** The list's address → its filter. */
export function leaverFilterFrom(url: URL): LeaverFilter {
  return filterFrom(url, LeaverFilter, { show: 'visa' })
}
