import { DecisionFilter } from '#modules/meetings/public.ts'

/** The list's address → its filter. A hand-written address with something odd in it shows the whole list. */
export function decisionFilterFrom(url: URL, limit?: number): DecisionFilter {
  const value = (name: string) => url.searchParams.get(name) || undefined
  const parsed = DecisionFilter.safeParse({
    q: value('q'),
    outcome: value('utfall'),
    year: value('ar'),
    meetingId: value('sammantrade'),
    matterId: value('arende'),
    page: limit ? undefined : value('sida'),
    limit,
  })
  return parsed.success ? parsed.data : DecisionFilter.parse({ limit })
}
