export const searchGroups = [
  'units',
  'providers',
  'agreements',
  'followUps',
  'findings',
  'matters',
  'papers',
  'requirements',
] as const
export type SearchGroup = (typeof searchGroups)[number]

/** One thing that was found: what it is called, and a few words that tell it from others. */
export type Hit = { href: string; title: string; about: string[] }
export type Hits = { hits: Hit[]; total: number }
export type Found = Hits & { group: SearchGroup; allHref: string | null }
