import { ItemFilter, OwedFilter } from '#modules/plans/public.ts'
import { filterFrom } from '#platform/list-filter.ts'

/** The plan's address → its filter. */
export function itemFilterFrom(url: URL): ItemFilter {
  return filterFrom(url, ItemFilter, {
    year: 'ar',
    area: 'omrade',
    kind: 'typ',
    depth: 'djup',
    origin: 'skal',
    priority: 'prio',
    month: 'manad',
    placed: 'tid',
    lead: 'ansvarig',
    person: 'vem',
    progress: 'lage',
    pinned: 'last',
    group: 'grupp',
  })
}

/** How many rows a page of any list of the plan holds. */
export const pageSize = 50

/** The page asked for, by the address; anything odd is the first. */
export function pageFrom(url: URL, name = 'sida'): number {
  const asked = Number(url.searchParams.get(name))
  return Number.isInteger(asked) && asked > 0 ? asked : 1
}

/** One page of a list, with what its Pagination needs. A page past the end is the last one. */
export function pageOf<Row>(rows: readonly Row[], asked: number, size = pageSize) {
  const page = Math.min(asked, Math.max(1, Math.ceil(rows.length / size)))
  return { rows: rows.slice((page - 1) * size, page * size), page, pageSize: size, total: rows.length }
}

/** The address → what of the owed is looked at. */
export function owedFilterFrom(url: URL): OwedFilter {
  return filterFrom(url, OwedFilter, { area: 'omrade', rule: 'regel', year: 'ar' })
}
