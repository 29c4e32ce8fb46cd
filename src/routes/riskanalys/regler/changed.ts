import { factors, scales, type RiskRules } from '#modules/risks/rules.ts'
import { ruleTexts as t, scaleNames } from '#texts/sv/risk-pages.ts'
import { factorNames } from '#texts/sv/risks.ts'

/** What a change of the rules changed, each in a few words: "Klagomål: 3 → 5". */
export function changedIn(before: RiskRules, after: RiskRules): string[] {
  const words = (rules: RiskRules) => [
    ...factors.map((factor) => [factorNames[factor], rules.weights[factor]] as const),
    ...scales.map(
      (scale) => [`${t.limits}, ${scaleNames[scale].toLowerCase()}`, limitsOf(rules, scale)] as const,
    ),
    [t.actFrom, rules.actFrom] as const,
    [t.oldAfter, t.months(rules.oldAfterMonths)] as const,
  ]
  const was = new Map<string, string | number>(words(before))
  return words(after).flatMap(([what, is]) => {
    const earlier = was.get(what) ?? ''
    return earlier === is ? [] : [t.fromTo(what, earlier, is)]
  })
}

function limitsOf({ limits }: RiskRules, scale: keyof RiskRules['limits']): string {
  return limits[scale].join(', ')
}
