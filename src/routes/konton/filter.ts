import { AccountFilter } from '#modules/accounts/public.ts'
import { filterFrom } from '#platform/list-filter.ts'

/** The list's address → its filter. */
export function accountFilterFrom(url: URL): AccountFilter {
  return filterFrom(url, AccountFilter, {
    state: 'lage',
    side: 'sida-av',
    role: 'roll',
    provider: 'utforare',
  })
}
