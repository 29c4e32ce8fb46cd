import type { PlanItem } from './rules.ts'

/** What differs in one row between two versions of a plan. */
export type Difference =
  | { kind: 'added' | 'removed'; item: PlanItem }
  | { kind: 'differs'; was: PlanItem; is: PlanItem; moved: boolean; depth: boolean; parts: ChangedPart[] }

export const changedParts = ['kind', 'announced', 'hours', 'priority', 'focusAreas', 'team'] as const
export type ChangedPart = (typeof changedParts)[number]

/** Row by row: first what has moved or changed, then what is new, then what is gone. Nothing is told twice. */
export function differencesOf(before: readonly PlanItem[], after: readonly PlanItem[]): Difference[] {
  const was = new Map(before.map((item) => [item.id, item]))
  const is = new Set(after.map((item) => item.id))
  const differing = after.flatMap((item): Difference[] => {
    const earlier = was.get(item.id)
    const difference = earlier && differs(earlier, item)
    return difference ? [difference] : []
  })
  const added = after.filter((item) => !was.has(item.id)).map((item): Difference => ({ kind: 'added', item }))
  const removed = before
    .filter((item) => !is.has(item.id))
    .map((item): Difference => ({ kind: 'removed', item }))
  return [...differing, ...added, ...removed]
}

function differs(was: PlanItem, is: PlanItem): Difference | null {
  const moved = was.year !== is.year || was.month !== is.month || was.half !== is.half
  const depth = was.depth !== is.depth
  const parts = changedParts.filter((part) => partOf(was, part) !== partOf(is, part))
  return moved || depth || parts.length > 0 ? { kind: 'differs', was, is, moved, depth, parts } : null
}

function partOf(item: PlanItem, part: ChangedPart): string {
  if (part === 'team')
    return JSON.stringify(item.team.map(({ accountId, role }) => `${accountId}:${role}`).toSorted())
  return JSON.stringify(item[part])
}

/** True when two lists of rows say the same: a version that changes nothing needs no decision. */
export function isSame(before: readonly PlanItem[], after: readonly PlanItem[]): boolean {
  return differencesOf(before, after).length === 0
}
