import { DeliveryFilter } from '#modules/mail/public.ts'

export function deliveryFilterFrom(url: URL): DeliveryFilter {
  const value = (name: string) => url.searchParams.get(name) || undefined
  const parsed = DeliveryFilter.safeParse({
    q: value('q'),
    state: value('lage'),
    sort: value('sortera'),
    page: value('sida'),
  })
  return parsed.success ? parsed.data : DeliveryFilter.parse({})
}
