import type { Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { lockFinding } from './queries.ts'
import { lockPlan } from './queries-plans.ts'
import {
  canFinding,
  movedFinding,
  movedPlan,
  type ActionState,
  type ActionVerb,
  type PlanState,
} from './rules.ts'

/**
 * After an action is judged, its finding and its plan follow: a finding is planned when its actions are approved and
 * remedied when their effect is verified; the plan is returned with one row, approved or closed with all.
 */
export async function settle(
  context: Context,
  action: { actionPlanId: string; findingId: string },
  verb: ActionVerb,
): Promise<void> {
  const { db } = context
  const plan = await lockPlan(db, action.actionPlanId)
  if (!plan) return
  const rows = await db
    .selectFrom('action')
    .select(['findingId', 'state'])
    .where('actionPlanId', '=', plan.id)
    .execute()
  const state = planStateAfter(plan, rows)
  if (state !== plan.state)
    await db
      .updateTable('actionPlan')
      .set({ state, revision: plan.revision + 1 })
      .where('id', '=', plan.id)
      .execute()
  const own = rows.filter((row) => row.findingId === action.findingId).map((row) => row.state)
  await settleFinding(db, action.findingId, findingVerbAfter(own, verb))
}

/** Pure: what the rows make of the plan. */
export function planStateAfter(
  plan: { state: PlanState },
  rows: readonly { state: ActionState }[],
): PlanState {
  const all = (...states: ActionState[]) => rows.length > 0 && rows.every((row) => states.includes(row.state))
  if (rows.some((row) => row.state === 'returned')) return movedPlan(plan, 'return')
  if (all('closed')) return plan.state === 'approved' ? movedPlan(plan, 'close') : plan.state
  if (plan.state === 'submitted' && all('approved', 'reported', 'verified', 'closed'))
    return movedPlan(plan, 'approve')
  return plan.state
}

async function settleFinding(db: Db, findingId: string, verb: 'plan' | 'remedy' | undefined) {
  const finding = verb && (await lockFinding(db, findingId))
  if (!finding || !canFinding(finding, verb)) return
  await db
    .updateTable('finding')
    .set({ state: movedFinding(finding, verb), revision: finding.revision + 1 })
    .where('id', '=', findingId)
    .execute()
}

/** Pure: only an approval makes a finding planned, so that a later step on the ladder is not undone by other rows. */
export function findingVerbAfter(
  states: readonly ActionState[],
  done: ActionVerb,
): 'plan' | 'remedy' | undefined {
  if (states.every((state) => state === 'verified' || state === 'closed')) return 'remedy'
  const agreed: readonly ActionState[] = ['approved', 'reported', 'verified', 'closed']
  return done === 'approve' && states.every((state) => agreed.includes(state)) ? 'plan' : undefined
}
