import { DisposalFilter } from '#modules/disposals/public.ts'
import { filterFrom } from '#platform/list-filter.ts'
import { kindWords, states } from './words.ts'

/** The list's address → its filter. */
export function disposalFilterFrom(url: URL): DisposalFilter {
  return filterFrom(url, DisposalFilter, {
    state: { name: 'lage', words: states },
    kind: { name: 'slag', words: kindWords },
    sort: { name: 'sortera', words: { nummer: 'number', foreslogs: 'proposedAt' } },
  })
}
