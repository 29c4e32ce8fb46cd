import { typed } from '#ui/faults.ts'
import type { YearPlan } from '#modules/plans/public.ts'
import { planFields as f } from '#texts/sv/plans-pages.ts'
import { itemTexts } from '#texts/sv/plans-items.ts'

type Known = { years: readonly number[]; matters: readonly { id: string; caseNumber: string }[] }

/** Every fact of a plan that two strategists can change: only those that differ are shown beside each other. */
export function factsConflict(form: unknown, plan: YearPlan, { years, matters }: Known) {
  const matter = (id: string) => matters.find((one) => one.id === id)?.caseNumber ?? ''
  const lines = (text: string) =>
    text
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter(Boolean)
      .join(', ')
  const rows = [
    [f.title, typed(form, 'rubrik'), plan.title],
    [f.matter, matter(typed(form, 'arende')), matter(plan.matterId ?? '')],
    [f.risk, typed(form, 'riskanalys'), plan.riskAnalysis],
    ...years.map((year) => [
      f.focus(year),
      lines(typed(form, `fokus${year}`)),
      (plan.focusAreas.find((one) => one.year === year)?.areas ?? []).join(', '),
    ]),
    [f.basis, typed(form, 'utgangspunkter'), plan.basis],
    [
      f.notCovered,
      lines(typed(form, 'utanfor')),
      plan.notCovered.map((row) => `${row.what}: ${row.why}`).join(', '),
    ],
  ].filter(([, mine, theirs]) => mine !== theirs)
  const text = (at: 1 | 2) =>
    rows.map((row) => `${row[0]}: ${row[at] || '–'}`).join('\n') || itemTexts.conflictSame
  return { mine: text(1), theirs: text(2) }
}
