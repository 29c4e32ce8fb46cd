import { LogFilter } from '#modules/log/public.ts'
import { filterFrom } from '#platform/list-filter.ts'

/** The list's address → its filter. */
export function logFilterFrom(url: URL): LogFilter {
  return filterFrom(url, LogFilter, {
    verb: 'handelse',
    who: 'vem',
    outcome: 'utfall',
    item: 'granskning',
    from: 'fran',
    to: 'till',
  })
}
