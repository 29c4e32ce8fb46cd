import { DutyFilter, ownRule } from '#modules/duties/public.ts'
import { dutyRules } from '#server/duties.ts'
import { ownDutyLabel } from '#texts/sv/duties.ts'

/** The list's address → its filter. A hand-written address with something odd in it shows the whole list. */
export function dutyFilterFrom(url: URL): DutyFilter {
  const value = (name: string) => url.searchParams.get(name) || undefined
  const parsed = DutyFilter.safeParse({
    q: value('q'),
    rule: value('slag'),
    state: value('lage'),
    area: value('omrade'),
    unit: value('enhet'),
    owner: value('ansvarig'),
    month: value('manad'),
    sort: value('sortera'),
    page: value('sida'),
  })
  return parsed.success ? parsed.data : DutyFilter.parse({})
}

/** What each rule's duties are called. */
export function ruleLabels(): Record<string, string> {
  const labels = dutyRules.map((rule) => [rule.key, rule.label] as const)
  return { ...Object.fromEntries(labels), [ownRule]: ownDutyLabel }
}
