import { formatNumber, listOf } from '#kernel/swedish.ts'
import type { PlanContent } from '#modules/plans/rules.ts'
import { planPaperTexts as t } from '#texts/sv/plan-papers.ts'
import { sectionRules, type Section } from './rules.ts'

const writers: Readonly<Record<string, (plan: PlanContent) => string>> = {
  summary,
  basis: (plan) => t.basisText(plan.boardName, plan.title),
  economy,
  proposal: (plan) => t.proposalText(plan.title),
  receivers: () => t.receiversText,
  purpose: () => t.purposeText,
  feedback: () => t.feedbackText,
}

/** A memo with all its parts begun (M-269). What the municipality's template says takes the place of ours. */
export function planSections(plan: PlanContent, standard: Readonly<Record<string, string>> = {}): Section[] {
  return sectionRules.plan.map(({ key, title }) => ({
    key,
    title,
    text: standard[key] ?? writers[key]?.(plan) ?? '',
  }))
}

function summary({ title, items, difference }: PlanContent): string {
  const inDepth = items.filter((item) => item.depth.toLowerCase().startsWith('fördjup')).length
  const said = inDepth > 0 ? `${formatNumber(inDepth)} av dem är fördjupade.` : ''
  const first = t.summary(title, items.length, said)
  if (!difference) return first
  return `${first}\n\n${t.summaryDifference(difference.from, difference.sentences.slice(0, 3).join(' '))}`
}

/** What the work takes in hours; what it costs beside that is for the author to say. */
function economy({ resources }: PlanContent): string {
  const years = resources
    .filter(({ hours }) => hours > 0)
    .map(({ year, hours, available }) =>
      t.economyYear(
        year,
        formatNumber(Math.round(hours)),
        available === null ? null : formatNumber(available),
      ),
    )
  return years.length > 0 ? t.economyText(listOf(years)) : ''
}
