import { OwnPlanFilter } from '#modules/plans/public.ts'
import { filterFrom } from '#platform/list-filter.ts'

/** The list's address → its filter. */
export function ownPlanFilterFrom(url: URL): OwnPlanFilter {
  return filterFrom(url, OwnPlanFilter, { unit: 'enhet', year: 'ar' })
}
