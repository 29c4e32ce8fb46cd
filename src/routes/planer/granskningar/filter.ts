import { ReviewFilter } from '#modules/plans/public.ts'
import { filterFrom } from '#platform/list-filter.ts'

const states = { oppen: 'open', plan: 'planned', gjord: 'done', tillbaka: 'withdrawn' } as const

/** The list's address → its filter. */
export function reviewFilterFrom(url: URL): ReviewFilter {
  return filterFrom(url, ReviewFilter, { state: { name: 'lage', words: states } })
}
