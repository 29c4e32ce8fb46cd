import { AccountFilter } from '#modules/accounts/public.ts'

/** The filter of the list as it stands in the address; what cannot be read is left out whole. */
export function accountFilterFrom(url: URL): AccountFilter {
  const value = (name: string) => url.searchParams.get(name) || undefined
  const parsed = AccountFilter.safeParse({
    q: value('q'),
    state: value('lage'),
    side: value('sida-av'),
    role: value('roll'),
    provider: value('utforare'),
    sort: value('sortera'),
    page: value('sida'),
  })
  return parsed.success ? parsed.data : AccountFilter.parse({})
}
