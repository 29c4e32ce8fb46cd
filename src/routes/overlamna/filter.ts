import { LeaverFilter } from '#modules/handover/public.ts'

/** The filter of the list as it stands in the address; what cannot be read is left out whole. */
export function leaverFilterFrom(url: URL): LeaverFilter {
  const value = (name: string) => url.searchParams.get(name) || undefined
  const parsed = LeaverFilter.safeParse({
    q: value('q'),
    show: value('visa'),
    sort: value('sortera'),
    page: value('sida'),
  })
  return parsed.success ? parsed.data : LeaverFilter.parse({})
}
