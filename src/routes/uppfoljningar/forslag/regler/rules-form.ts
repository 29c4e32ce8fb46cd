import { ruleKeys, type RuleKey, type RuleSetting } from '#modules/triggers/rules.ts'
import type { FormReader } from '#platform/web/form.ts'

/** The rules as the form has them; what is left empty is no number, and the shape says so at its field. */
export function rulesIn(form: FormReader) {
  const number = (name: string) => form.number(name) ?? Number.NaN
  const rules = ruleKeys.map((key) => [
    key,
    { isOn: form.checked(`pa-${key}`), count: number(`antal-${key}`), within: number(`inom-${key}`) },
  ])
  return {
    waitDays: number('vanta'),
    rules: Object.fromEntries(rules) as Record<RuleKey, RuleSetting>, // one for every rule
  }
}

/** Where a fault of the input stands in the form. */
export const ruleFormNames: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ruleKeys.flatMap((key) => [
      [`rules.${key}.count`, `antal-${key}`],
      [`rules.${key}.within`, `inom-${key}`],
    ]),
  ),
  waitDays: 'vanta',
  reason: 'skal',
}
