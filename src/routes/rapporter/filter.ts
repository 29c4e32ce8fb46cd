import { PaperFilter } from '#modules/reports/public.ts'
import { filterFrom } from '#platform/list-filter.ts'
import { states } from './words.ts'

/** The list's address → its filter. */
export function paperFilterFrom(url: URL): PaperFilter {
  return filterFrom(url, PaperFilter, {
    kind: 'slag',
    state: { name: 'lage', words: states },
    period: 'period',
    board: 'namnd',
    unit: 'enhet',
  })
}
