import { LockedFilter } from '#modules/releases/public.ts'
import { filterFrom } from '#platform/list-filter.ts'

/** The list's address → its filter. */
export function lockedFilterFrom(url: URL): LockedFilter {
  return filterFrom(url, LockedFilter, {})
}
