import { ReleaseFilter } from '#modules/releases/public.ts'

const states: Record<string, string> = {
  mottagna: 'received',
  provas: 'underReview',
  beslutade: 'decided',
  avslutade: 'closed',
}
export const stateWords = Object.entries(states)

const columns: Record<string, string> = { dnr: 'caseNumber', kom: 'receivedOn', senast: 'dueOn' }

/** The list's address → its filter. A hand-written address with something odd in it shows the whole list. */
export function releaseFilterFrom(url: URL, limit?: number): ReleaseFilter {
  const value = (name: string) => url.searchParams.get(name) || undefined
  const asked = value('sortera') ?? ''
  const column = columns[asked.replace('-', '')]
  const parsed = ReleaseFilter.safeParse({
    q: value('q'),
    state: states[value('lage') ?? ''],
    outcome: value('utfall'),
    sort: column && `${asked.startsWith('-') ? '-' : ''}${column}`,
    page: limit ? undefined : value('sida'),
    limit,
  })
  return parsed.success ? parsed.data : ReleaseFilter.parse({ limit })
}
