import { Problem } from '#kernel/problem.ts'
import { command } from '#platform/command.ts'
import { changeOf, recordChanges } from './changes.ts'
import { lockItem, saveItems, setTeam } from './commands-change.ts'
import { timeOf } from './commands-items.ts'
import { setPinned } from './commands-pin.ts'
import { MoveItem } from './contract-move.ts'
import { findItem } from './queries-items.ts'
import { halfOf, type PlanItem } from './rules.ts'

/**
 * One row to another time of its year, with the team it has there. A lock that it has goes with it: whoever moves it by
 * hand has seen what that breaks.
 */
export const moveItem = command({
  verb: 'yearPlan.change',
  input: MoveItem,
  target: (context, { itemId }) => lockItem(context, itemId),
  async run(context, { item, plan }, input) {
    refuse(item, input)
    const half = input.half ?? halfOf(input.month ?? 1)
    await saveItems(context, [item.id], timeOf({ month: input.month, half, announced: item.announced }))
    if (input.team) await setTeam(context, plan, { itemIds: [item.id], team: input.team })
    const after = await findItem(context.db, item.id)
    const change = after ? changeOf(item, after) : null
    await recordChanges(context, plan, change ? [change] : [], input)
    const locked = input.pin && after?.month ? [after] : []
    await setPinned(context, plan, locked, { pinned: true, reason: input.reason })
    return { id: item.id, yearPlanId: plan.id, moved: change?.kind === 'moved' }
  },
  detail: (input) => ({ month: input.month, half: input.half, pin: input.pin, reason: input.reason }),
})

function refuse(item: PlanItem & { removed: boolean }, input: MoveItem): void {
  if (item.removed) throw new Problem('wrongState')
  const { month, half, revision } = item
  if (input.revision !== revision) throw new Problem('stale', { current: { month, half, revision } })
}
