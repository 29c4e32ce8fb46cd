import { ItemFilter, OwedFilter } from '#modules/plans/public.ts'

/** The plan's address → its filter. A hand-written address with something odd in it shows the whole plan. */
export function itemFilterFrom(url: URL): ItemFilter {
  const value = (name: string) => url.searchParams.get(name) || undefined
  const parsed = ItemFilter.safeParse({
    q: value('q'),
    year: value('ar'),
    area: value('omrade'),
    kind: value('typ'),
    depth: value('djup'),
    origin: value('skal'),
    priority: value('prio'),
    month: value('manad'),
    lead: value('ansvarig'),
    progress: value('lage'),
    sort: value('sortera'),
    group: value('grupp'),
  })
  return parsed.success ? parsed.data : ItemFilter.parse({})
}

/** How many rows a page of any list of the plan holds. */
export const pageSize = 50

/** The page asked for, by the address; anything odd is the first. */
export function pageFrom(url: URL): number {
  const asked = Number(url.searchParams.get('sida'))
  return Number.isInteger(asked) && asked > 0 ? asked : 1
}

/** One page of a list, with what its Pagination needs. A page past the end is the last one. */
export function pageOf<Row>(rows: readonly Row[], asked: number, size = pageSize) {
  const page = Math.min(asked, Math.max(1, Math.ceil(rows.length / size)))
  return { rows: rows.slice((page - 1) * size, page * size), page, pageSize: size, total: rows.length }
}

/** The address → what of the owed is looked at; something odd shows all of it. */
export function owedFilterFrom(url: URL): OwedFilter {
  const value = (name: string) => url.searchParams.get(name) || undefined
  const parsed = OwedFilter.safeParse({
    q: value('q'),
    area: value('omrade'),
    rule: value('regel'),
    year: value('ar'),
  })
  return parsed.success ? parsed.data : { q: '' }
}
export const owedFilterNames = ['q', 'omrade', 'regel', 'ar']

export const filterNames = [
  'q',
  'ar',
  'omrade',
  'typ',
  'djup',
  'skal',
  'prio',
  'manad',
  'ansvarig',
  'lage',
  'grupp',
]
