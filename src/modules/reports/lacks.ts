import { periodKindTexts as words } from '#texts/sv/period-kinds.ts'
import type { PeriodSelection } from './period-rules.ts'
import { unansweredSources, type SourceKey } from './period-type-rules.ts'
import { lackingSections, type PaperKind, type Section } from './rules.ts'
import { ruleOf } from './writers.ts'

type Written = { kind: PaperKind; period: string; source: unknown; sections: readonly Section[] }

/** What stands in the way of freezing, by the words its author sees: texts, and sources that nobody has answered for. */
export function lackingParts(paper: Written): string[] {
  const sources = unansweredOf(paper).map((key) => words.lacksSource(words.sourceNames[key]))
  return [...lackingSections(paper.kind, paper.sections), ...sources]
}

export function unansweredOf(paper: Omit<Written, 'sections'>): SourceKey[] {
  const rule = ruleOf(paper)
  // Written by this module's own commands in this shape; the column is jsonb.
  return rule ? unansweredSources(rule, (paper.source as PeriodSelection).sources) : []
}
