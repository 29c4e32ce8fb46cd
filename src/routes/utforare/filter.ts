import { ProviderFilter } from '#modules/organisation/public.ts'

/** The address → the filter of providers. Something odd in it shows all of them. */
export function providerFilterFrom(url: URL): ProviderFilter {
  const value = (name: string) => url.searchParams.get(name) || undefined
  const parsed = ProviderFilter.safeParse({
    q: value('q'),
    kind: value('slag'),
    sort: value('sortera'),
    page: value('sida'),
  })
  return parsed.success ? parsed.data : ProviderFilter.parse({})
}
