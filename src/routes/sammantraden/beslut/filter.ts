import { DecisionFilter } from '#modules/meetings/public.ts'
import { filterFrom } from '#platform/list-filter.ts'

/** The list's address → its filter. */
export function decisionFilterFrom(url: URL): DecisionFilter {
  return filterFrom(url, DecisionFilter, {
    outcome: 'utfall',
    year: 'ar',
    meetingId: 'sammantrade',
    matterId: 'arende',
  })
}
