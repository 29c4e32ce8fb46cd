import { LogFilter } from '#modules/log/public.ts'

export function logFilterFrom(url: URL, limit: number): LogFilter {
  const value = (name: string) => url.searchParams.get(name) || undefined
  const parsed = LogFilter.safeParse({
    verb: value('handelse'),
    who: value('vem'),
    outcome: value('utfall'),
    from: value('fran'),
    to: value('till'),
    page: value('sida'),
    limit,
  })
  return parsed.success ? parsed.data : LogFilter.parse({ limit })
}
