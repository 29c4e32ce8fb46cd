import { RequirementFilter } from '#modules/catalogues/public.ts'

/** The address → the filter of the catalogue. Something odd in it shows the whole of it. */
export function requirementFilterFrom(url: URL): RequirementFilter {
  const value = (name: string) => url.searchParams.get(name) || undefined
  const parsed = RequirementFilter.safeParse({
    version: value('version'),
    q: value('q'),
    part: value('del'),
    focus: value('fokus'),
    quality: value('kvalitet'),
    law: value('lag'),
    kind: value('typ'),
    perspective: value('perspektiv'),
    dimension: value('galler'),
    area: value('omrade'),
    page: value('sida'),
  })
  return parsed.success ? parsed.data : RequirementFilter.parse({})
}
