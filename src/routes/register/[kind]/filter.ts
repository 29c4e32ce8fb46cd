import { type Definition, EntryFilter } from '#modules/registers/public.ts'
import { filterFields } from '#modules/registers/rules.ts'
import { nameOf } from '../values.ts'

/** The list's address → its filter. A hand-written address with something odd in it shows the whole register. */
export function entryFilterFrom(url: URL, definition: Definition): EntryFilter {
  const value = (name: string) => url.searchParams.get(name) || undefined
  const where = filterFields(definition).flatMap(({ key }) => {
    const chosen = value(nameOf(key))
    return chosen ? [`${key}:${chosen}`] : []
  })
  const parsed = EntryFilter.safeParse({
    q: value('q'),
    state: value('lage'),
    unit: value('enhet'),
    provider: value('utforare'),
    due: value('ses'),
    gaps: value('luckor'),
    year: value('ar'),
    removed: value('borttagna'),
    where: where.join(';'),
    sort: value('sortera'),
    page: value('sida'),
  })
  return parsed.success ? parsed.data : EntryFilter.parse({})
}
