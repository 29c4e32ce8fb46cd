import { MatterFilter } from '#modules/meetings/public.ts'

const states: Record<string, string> = { pagaende: 'open', avslutade: 'closed' }

/** The list's address → its filter. A hand-written address with something odd in it shows the whole list. */
export function matterFilterFrom(url: URL, limit?: number): MatterFilter {
  const value = (name: string) => url.searchParams.get(name) || undefined
  const parsed = MatterFilter.safeParse({
    q: value('q'),
    state: states[value('lage') ?? ''],
    page: limit ? undefined : value('sida'),
    limit,
  })
  return parsed.success ? parsed.data : MatterFilter.parse({ limit })
}
