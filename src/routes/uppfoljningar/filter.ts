import { FollowUpFilter } from '#modules/followups/public.ts'

/** The list's address → its filter. A hand-written address with something odd in it shows the whole list. */
export function followUpFilterFrom(url: URL, limit?: number): FollowUpFilter {
  const value = (name: string) => url.searchParams.get(name) || undefined
  const parsed = FollowUpFilter.safeParse({
    q: value('q'),
    state: value('lage'),
    kind: value('typ'),
    purpose: value('syfte'),
    level: value('niva'),
    area: value('omrade'),
    year: value('ar'),
    unit: value('enhet'),
    mine: value('mina') && 'true',
    late: value('sena') && 'true',
    sort: value('sortera'),
    page: limit ? undefined : value('sida'),
  })
  const filter = parsed.success ? parsed.data : FollowUpFilter.parse({})
  return limit ? { ...filter, page: 1, limit } : filter
}
