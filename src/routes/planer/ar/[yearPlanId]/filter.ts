import { ItemFilter } from '#modules/plans/public.ts'

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
