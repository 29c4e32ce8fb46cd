import { UnitFilter } from '#modules/organisation/public.ts'

/** The register's address → its filter. A hand-written address with something odd in it shows the whole register. */
export function unitFilterFrom(url: URL): UnitFilter {
  const value = (name: string) => url.searchParams.get(name) || undefined
  const parsed = UnitFilter.safeParse({
    q: value('q'),
    area: value('omrade'),
    provider: value('utforare'),
    form: value('form'),
    law: value('lag'),
    status: value('lage'),
    unplanned: value('utan') && 'true',
    sort: value('sortera'),
    page: value('sida'),
  })
  return parsed.success ? parsed.data : UnitFilter.parse({})
}
