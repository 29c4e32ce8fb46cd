import { VisitTimeFilter } from '#modules/followups/public.ts'
import { filterFrom } from '#platform/list-filter.ts'

/** The list's address → its filter. */
export function visitTimeFilterFrom(url: URL): VisitTimeFilter {
  return filterFrom(url, VisitTimeFilter, {
    area: 'omrade',
    year: 'ar',
    visited: ['bara', 'besokta'],
    officeHoursOnly: ['bara', 'kontorstid'],
  })
}
