import { type Definition, EntryFilter } from '#modules/registers/public.ts'
import { filterFields } from '#modules/registers/rules.ts'
import { filterFrom } from '#platform/list-filter.ts'
import { nameOf } from '../values.ts'

/** The list's address → its filter. The fields that a register is narrowed by are its own. */
export function entryFilterFrom(url: URL, definition: Definition): EntryFilter {
  const where = filterFields(definition).flatMap(({ key }) => {
    const chosen = url.searchParams.get(nameOf(key))
    return chosen ? [`${key}:${chosen}`] : []
  })
  const filter = filterFrom(url, EntryFilter, {
    state: 'lage',
    unit: 'enhet',
    provider: 'utforare',
    due: 'ses',
    gaps: 'luckor',
    year: 'ar',
    removed: 'borttagna',
  })
  return { ...filter, where: EntryFilter.shape.where.catch('').parse(where.join(';')) }
}
