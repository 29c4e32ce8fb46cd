import { uuidv7 } from '#kernel/ids.ts'
import { Problem } from '#kernel/problem.ts'
import type { Context } from '#platform/command.ts'
import type { YearPlan } from './queries.ts'
import type { ChangedValues } from './queries-items.ts'
import { holdYearPlan } from './queries.ts'
import type { PlanItem } from './rules.ts'

export type Change = {
  itemId: string
  kind: 'added' | 'moved' | 'changed' | 'removed' | 'restored' | 'pinned' | 'unpinned'
  before: ChangedValues | null
  after: ChangedValues | null
}

/** The log of a plan (S1 §1.3): each moved, added or removed row with reason, author and date. */
export async function recordChanges(
  { db, actor, now }: Context,
  plan: Pick<YearPlan, 'id' | 'boardId' | 'version' | 'reason'>,
  changes: readonly Change[],
  why: { reason: string; eventFollowUpId?: string | undefined },
): Promise<void> {
  if (changes.length === 0) return
  await db
    .insertInto('planChange')
    .values(
      changes.map((change) => ({
        municipalityId: actor.municipalityId,
        id: uuidv7(now.getTime()),
        yearPlanId: plan.id,
        boardId: plan.boardId,
        planItemId: change.itemId,
        version: plan.version,
        kind: change.kind,
        before: change.before && JSON.stringify(change.before),
        after: change.after && JSON.stringify(change.after),
        reason: why.reason || plan.reason,
        eventFollowUpId: why.eventFollowUpId ?? null,
        changedBy: actor.accountId,
        changedAt: now,
      })),
    )
    .execute()
}

export function valuesOf(item: PlanItem): ChangedValues {
  const { year, month, half, kind, depth, hours, announced, priority, focusAreas, team } = item
  return {
    year,
    month,
    half,
    kind,
    depth,
    hours,
    announced,
    priority,
    focusAreas,
    team: team.map((one) => one.name),
  }
}

/** A row that lies at another time has moved; anything else has changed. */
export function changeOf(before: PlanItem, after: PlanItem): Change | null {
  const [was, is] = [valuesOf(before), valuesOf(after)]
  const keys = Object.keys(was) as (keyof ChangedValues)[] // the keys of `valuesOf`
  const different = keys.filter((key) => JSON.stringify(was[key]) !== JSON.stringify(is[key]))
  if (different.length === 0) return null
  const hasMoved = different.some((key) => key === 'year' || key === 'month' || key === 'half')
  const only = (values: ChangedValues) => Object.fromEntries(different.map((key) => [key, values[key]]))
  return { itemId: before.id, kind: hasMoved ? 'moved' : 'changed', before: only(was), after: only(is) }
}

/** The plan, held against a decision while its rows are written; only a draft takes changes. */
export async function holdDraft(db: Context['db'], yearPlanId: string): Promise<YearPlan | undefined> {
  const plan = await holdYearPlan(db, yearPlanId)
  if (plan && plan.state !== 'draft') throw new Problem('wrongState', { detail: `plan is ${plan.state}` })
  return plan
}
