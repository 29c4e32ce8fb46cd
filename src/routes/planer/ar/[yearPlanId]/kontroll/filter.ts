import { BrokenFilter } from '#modules/proposals/public.ts'
import { filterFrom } from '#platform/list-filter.ts'

/** The address → what of the broken rules is looked at. */
export function brokenFilterFrom(url: URL): BrokenFilter {
  return filterFrom(url, BrokenFilter, { rule: 'regel', year: 'ar', area: 'omrade' })
}
