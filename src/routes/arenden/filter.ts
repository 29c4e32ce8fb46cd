import { MatterFilter } from '#modules/meetings/public.ts'

const states: Record<string, string> = { pagaende: 'open', avslutade: 'closed' }

/** The list's address → its filter. A hand-written address with something odd in it shows the whole list. */
export function matterFilterFrom(url: URL, limit?: number): MatterFilter {
  const value = (name: string) => url.searchParams.get(name) || undefined
  const parsed = MatterFilter.safeParse({
    q: value('q'),
    state: states[value('lage') ?? ''],
    kind: value('slag'),
    sort: sortOf(url),
    page: limit ? undefined : value('sida'),
    limit,
  })
  return parsed.success ? parsed.data : MatterFilter.parse({ limit })
}

const columns: Record<string, string> = {
  dnr: 'caseNumber',
  rubrik: 'title',
  upplagt: 'openedOn',
  handlingar: 'records',
}

/** `sortera=-upplagt` → `-openedOn`; an unknown column is left to the shape. */
function sortOf(url: URL): string | undefined {
  const asked = url.searchParams.get('sortera') ?? ''
  const column = columns[asked.replace('-', '')]
  return column && `${asked.startsWith('-') ? '-' : ''}${column}`
}
