import { fieldProblem } from '#kernel/problem.ts'
import { command, type Context } from '#platform/command.ts'
import { holdDraft, recordChanges } from './changes.ts'
import { PinItems } from './contract-move.ts'
import { listItems } from './queries-items.ts'
import type { YearPlan } from './queries.ts'
import type { PlanItem } from './rules.ts'

/** Locks rows to their month, or to their half-year where they have no more, or unlocks them. */
export const pinItems = command({
  verb: 'yearPlan.change',
  input: PinItems,
  target: ({ db }, { yearPlanId }) => holdDraft(db, yearPlanId),
  async run(context, plan, input) {
    const wanted = new Set(input.itemIds)
    const items = (await listItems(context.db, plan.id)).filter(({ id }) => wanted.has(id))
    if (items.length === 0) throw fieldProblem('itemIds', 'rowsGone')
    return { id: plan.id, changed: await setPinned(context, plan, items, input) }
  },
  detail: (input, result) => ({ changed: result.changed, pinned: input.pinned, reason: input.reason }),
})

/** How many were not so already. */
export async function setPinned(
  context: Context,
  plan: YearPlan,
  items: readonly PlanItem[],
  { pinned, reason }: { pinned: boolean; reason: string },
): Promise<number> {
  const others = items.filter((item) => (item.pinned ?? false) !== pinned)
  if (others.length === 0) return 0
  const { now, actor, db } = context
  await db
    .updateTable('planItem')
    .set((set) => ({
      pinnedAt: pinned ? now : null,
      pinnedBy: pinned ? actor.accountId : null,
      revision: set('revision', '+', 1),
    }))
    .where(
      'id',
      'in',
      others.map(({ id }) => id),
    )
    .execute()
  const kind = pinned ? ('pinned' as const) : ('unpinned' as const)
  const changes = others.map(({ id }) => ({ itemId: id, kind, before: null, after: null }))
  await recordChanges(context, plan, changes, { reason })
  return others.length
}
