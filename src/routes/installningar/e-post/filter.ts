import { DeliveryFilter } from '#modules/mail/public.ts'
import { filterFrom } from '#platform/list-filter.ts'

/** The list's address → its filter. */
export function deliveryFilterFrom(url: URL): DeliveryFilter {
  return filterFrom(url, DeliveryFilter, {
    state: 'lage',
  })
}
