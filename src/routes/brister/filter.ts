import { FindingFilter } from '#modules/findings/public.ts'
import { filterFrom } from '#platform/list-filter.ts'

/** The list's address → its filter. */
export function findingFilterFrom(url: URL): FindingFilter {
  return filterFrom(url, FindingFilter, {
    severity: 'allvar',
    state: 'lage',
    area: 'omrade',
    quality: 'kvalitet',
    provider: 'utforare',
    unit: 'enhet',
    year: 'ar',
    repeated: ['bara', 'upprepad'],
    ivoMissing: ['bara', 'ivo'],
    late: ['bara', 'forsenad'],
  })
}
