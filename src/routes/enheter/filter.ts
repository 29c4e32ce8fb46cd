import { UnitFilter } from '#modules/organisation/public.ts'
import { filterFrom } from '#platform/list-filter.ts'

/** The register's address → its filter. */
export function unitFilterFrom(url: URL): UnitFilter {
  return filterFrom(url, UnitFilter, {
    area: 'omrade',
    provider: 'utforare',
    form: 'form',
    law: 'lag',
    status: 'lage',
    unplanned: ['utan', 'uppfoljning'],
  })
}
