import { differenceTexts as t, withoutLastMonth } from '#texts/sv/plans.ts'
import { differencesOf, type Difference } from './rules-difference.ts'
import type { PlanItem } from './rules.ts'

type Logged = { planItemId: string; kind: string; reason: string }

/** The differences between two versions as sentences, each with the reason given last for its row (M-060, M-061). */
export function sentencesOf(
  before: readonly PlanItem[],
  after: readonly PlanItem[],
  changes: readonly Logged[],
): string[] {
  // A lock is the strategist's own and changes nothing that is decided: its reason is not the row's.
  const told = changes.filter(({ kind }) => kind !== 'pinned' && kind !== 'unpinned')
  const reasons = new Map(told.toReversed().map((change) => [change.planItemId, change.reason]))
  return differencesOf(before, after).map((difference) => {
    const { id, announced } = difference.kind === 'differs' ? difference.is : difference.item
    const reason = reasons.get(id)
    return wordsOf(difference) + (reason ? t.reason(announced ? reason : withoutLastMonth(reason)) : '')
  })
}

/** What differs in one row, in words. */
export function wordsOf(difference: Difference): string {
  if (difference.kind !== 'differs') return t[difference.kind](difference.item)
  const { was, is } = difference
  const parts = difference.parts.map((part) => t[part])
  const sentences = [
    difference.moved ? t.moved(was, is) : '',
    difference.depth ? (is.depth === 'inDepth' ? t.deepened(is) : t.lowered(is)) : '',
    // Hours follow depth: told on their own only when nothing else explains them.
    parts.length > 0 && !(difference.depth && difference.parts.join() === 'hours')
      ? t.changed(is, parts)
      : '',
  ]
  return sentences.filter(Boolean).join(' ')
}
