import { StateFilter } from '#modules/plans/public.ts'
import { filterFrom } from '#platform/list-filter.ts'

/** The address of the year's state → what of it is looked at. */
export function stateFilterFrom(url: URL): StateFilter {
  return filterFrom(url, StateFilter, { year: 'ar', area: 'omrade', group: 'grupp', trouble: 'vad' })
}
