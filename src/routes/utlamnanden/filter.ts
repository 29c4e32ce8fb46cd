import { ReleaseFilter } from '#modules/releases/public.ts'
import { filterFrom } from '#platform/list-filter.ts'
import { states } from './words.ts'

/** The list's address → its filter. */
export function releaseFilterFrom(url: URL): ReleaseFilter {
  return filterFrom(url, ReleaseFilter, {
    state: { name: 'lage', words: states },
    outcome: 'utfall',
    sort: { name: 'sortera', words: { dnr: 'caseNumber', kom: 'receivedOn', senast: 'dueOn' } },
  })
}
