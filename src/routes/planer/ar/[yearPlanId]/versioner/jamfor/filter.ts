import { CompareFilter } from '#modules/plans/public.ts'
import { filterFrom } from '#platform/list-filter.ts'

const kinds = { flyttas: 'moved', tillkommer: 'added', utgar: 'removed', andras: 'changed' } as const

/** The page's address → which versions, and what of their differences. */
export function compareFilterFrom(url: URL): CompareFilter {
  return filterFrom(url, CompareFilter, {
    from: 'fran',
    to: 'till',
    kind: { name: 'slag', words: kinds },
    area: 'omrade',
  })
}
