import { ReasonFilter } from '#modules/plans/public.ts'
import { filterFrom } from '#platform/list-filter.ts'

/** The list's address → its filter. */
export function reasonFilterFrom(url: URL): ReasonFilter {
  return filterFrom(url, ReasonFilter, {
    area: 'omrade',
    inPlan: { name: 'plan', words: { ja: 'in', nej: 'out' } },
    findings: ['bara', 'brister'],
    late: ['bara', 'sena'],
  })
}
