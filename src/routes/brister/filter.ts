import { FindingFilter } from '#modules/findings/public.ts'

/** The list's address → its filter. A hand-written address with something odd in it shows the whole list. */
export function findingFilterFrom(url: URL): FindingFilter {
  const value = (name: string) => url.searchParams.get(name) || undefined
  const only = url.searchParams.getAll('bara')
  const sign = (name: string) => (only.includes(name) ? 'true' : undefined)
  const parsed = FindingFilter.safeParse({
    q: value('q'),
    severity: value('allvar'),
    state: value('lage'),
    area: value('omrade'),
    quality: value('kvalitet'),
    provider: value('utforare'),
    unit: value('enhet'),
    year: value('ar'),
    repeated: sign('upprepad'),
    ivoMissing: sign('ivo'),
    late: sign('forsenad'),
    sort: value('sortera'),
    page: value('sida'),
  })
  return parsed.success ? parsed.data : FindingFilter.parse({})
}

export const filterNames = ['q', 'allvar', 'lage', 'omrade', 'kvalitet', 'utforare', 'enhet', 'ar', 'bara']
