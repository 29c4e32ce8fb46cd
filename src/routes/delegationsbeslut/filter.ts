import { DelegationFilter } from '#modules/delegations/public.ts'

const reported: Record<string, string> = { anmalda: 'yes', oanmalda: 'no' }
const sorts: Record<string, string> = { dag: 'decidedOn', vem: 'decidedBy' }

/** The list's address → its filter. A hand-written address with something odd in it shows the whole list. */
export function delegationFilterFrom(url: URL, limit?: number): DelegationFilter {
  const value = (name: string) => url.searchParams.get(name) || undefined
  const sort = value('sortera')
  const column = sort && sorts[sort.replace('-', '')]
  const parsed = DelegationFilter.safeParse({
    q: value('q'),
    reported: reported[value('anmalan') ?? ''],
    year: value('ar'),
    sort: column && `${sort.startsWith('-') ? '-' : ''}${column}`,
    page: limit ? undefined : value('sida'),
    limit,
  })
  return parsed.success ? parsed.data : DelegationFilter.parse({ limit })
}
