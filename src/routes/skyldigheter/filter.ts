import { DutyFilter, ownRule } from '#modules/duties/public.ts'
import { filterFrom } from '#platform/list-filter.ts'
import { dutyRules } from '#server/duties.ts'
import { ownDutyLabel } from '#texts/sv/duties.ts'

/** The list's address → its filter. */
export function dutyFilterFrom(url: URL): DutyFilter {
  return filterFrom(url, DutyFilter, {
    rule: 'slag',
    state: 'lage',
    area: 'omrade',
    unit: 'enhet',
    owner: 'ansvarig',
    month: 'manad',
  })
}

/** What each rule's duties are called. */
export function ruleLabels(): Record<string, string> {
  const labels = dutyRules.map((rule) => [rule.key, rule.label] as const)
  return { ...Object.fromEntries(labels), [ownRule]: ownDutyLabel }
}
