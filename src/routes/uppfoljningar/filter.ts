import { FollowUpFilter } from '#modules/followups/public.ts'
import { filterFrom } from '#platform/list-filter.ts'

/** The list's address → its filter. */
export function followUpFilterFrom(url: URL): FollowUpFilter {
  return filterFrom(url, FollowUpFilter, {
    state: 'lage',
    kind: 'typ',
    purpose: 'syfte',
    level: 'niva',
    area: 'omrade',
    year: 'ar',
    unit: 'enhet',
    mine: ['mina', 'ja'],
    late: ['sena', 'ja'],
  })
}
