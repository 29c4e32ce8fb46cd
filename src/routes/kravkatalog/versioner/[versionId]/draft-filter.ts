import { DraftFilter } from '#modules/catalogues/public.ts'

/** The address → the filter of a version's requirements. Something odd in it shows them all. */
export function draftFilterFrom(url: URL): DraftFilter {
  const value = (name: string) => url.searchParams.get(name) || undefined
  const parsed = DraftFilter.safeParse({
    q: value('q'),
    part: value('del'),
    focus: value('fokus'),
    change: value('andring'),
    sort: value('sortera'),
    page: value('sida'),
  })
  return parsed.success ? parsed.data : DraftFilter.parse({})
}
