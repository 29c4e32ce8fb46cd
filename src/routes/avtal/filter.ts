import { AgreementFilter } from '#modules/agreements/public.ts'

/** The address → the filter of agreements. Something odd in it shows all of them. */
export function agreementFilterFrom(url: URL): AgreementFilter {
  const value = (name: string) => url.searchParams.get(name) || undefined
  const parsed = AgreementFilter.safeParse({
    q: value('q'),
    kind: value('slag'),
    provider: value('utforare'),
    standing: value('lage'),
    months: value('inom'),
    lacks: value('saknar'),
    sort: value('sortera'),
    page: value('sida'),
  })
  return parsed.success ? parsed.data : AgreementFilter.parse({})
}
