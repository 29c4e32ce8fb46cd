import { MatterFilter } from '#modules/meetings/public.ts'
import { filterFrom } from '#platform/list-filter.ts'

/** The list's address → its filter. */
export function matterFilterFrom(url: URL): MatterFilter {
  return filterFrom(url, MatterFilter, {
    state: { name: 'lage', words: { pagaende: 'open', avslutade: 'closed' } },
    kind: 'slag',
    sort: {
      name: 'sortera',
      words: { dnr: 'caseNumber', rubrik: 'title', upplagt: 'openedOn', handlingar: 'records' },
    },
  })
}
