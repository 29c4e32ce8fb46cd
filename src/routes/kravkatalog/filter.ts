import { RequirementFilter } from '#modules/catalogues/public.ts'
import { filterFrom } from '#platform/list-filter.ts'

/** The list's address → its filter. */
export function requirementFilterFrom(url: URL): RequirementFilter {
  return filterFrom(url, RequirementFilter, {
    version: 'version',
    part: 'del',
    focus: 'fokus',
    quality: 'kvalitet',
    law: 'lag',
    kind: 'typ',
    perspective: 'perspektiv',
    dimension: 'galler',
    area: 'omrade',
  })
}
