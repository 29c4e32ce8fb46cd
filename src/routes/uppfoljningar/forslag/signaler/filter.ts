import { SignalFilter } from '#modules/triggers/public.ts'
import { filterFrom } from '#platform/list-filter.ts'

/** The list's address → its filter. */
export function signalFilterFrom(url: URL): SignalFilter {
  return filterFrom(url, SignalFilter, { state: 'lage', source: 'kalla', unit: 'enhet' })
}
