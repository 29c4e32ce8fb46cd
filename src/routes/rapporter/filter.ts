import { PaperFilter } from '#modules/reports/public.ts'
import { filterFrom } from '#platform/list-filter.ts'

/** What the list may be narrowed to, by the word in its address. */
export const states = { utkast: 'draft', faststallda: 'frozen', 'inte-skickade': 'undelivered' } as const

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
