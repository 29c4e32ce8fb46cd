import { ProviderFilter } from '#modules/organisation/public.ts'
import { filterFrom } from '#platform/list-filter.ts'

/** The address → the filter of providers. */
export function providerFilterFrom(url: URL): ProviderFilter {
  return filterFrom(url, ProviderFilter, { kind: 'slag' })
}
