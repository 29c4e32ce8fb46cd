import { PaperFilter } from '#modules/reports/public.ts'

const states: Record<string, string> = {
  utkast: 'draft',
  faststallda: 'frozen',
  'inte-skickade': 'undelivered',
}

/** The list's address → its filter. A hand-written address with something odd in it shows the whole list. */
export function paperFilterFrom(url: URL, limit?: number): PaperFilter {
  const value = (name: string) => url.searchParams.get(name) || undefined
  const parsed = PaperFilter.safeParse({
    q: value('q'),
    kind: value('slag'),
    state: states[value('lage') ?? ''],
    period: value('period'),
    board: value('namnd'),
    unit: value('enhet'),
    sort: value('sortera'),
    page: limit ? undefined : value('sida'),
    limit,
  })
  return parsed.success ? parsed.data : PaperFilter.parse({ limit })
}

export const filterNames = ['q', 'slag', 'lage', 'period', 'namnd', 'enhet']
