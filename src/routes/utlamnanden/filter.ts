import { ReleaseFilter } from '#modules/releases/public.ts'
import { filterFrom } from '#platform/list-filter.ts'

/** The states of a request, by the word in the list's address. */
export const states = {
  mottagna: 'received',
  provas: 'underReview',
  beslutade: 'decided',
  avslutade: 'closed',
} as const

/** The list's address → its filter. */
export function releaseFilterFrom(url: URL): ReleaseFilter {
  return filterFrom(url, ReleaseFilter, {
    state: { name: 'lage', words: states },
    outcome: 'utfall',
    sort: { name: 'sortera', words: { dnr: 'caseNumber', kom: 'receivedOn', senast: 'dueOn' } },
  })
}
