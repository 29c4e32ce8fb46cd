import { todayIn, type IsoDate } from '#kernel/dates.ts'
import { Problem } from '#kernel/problem.ts'
import type { Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { listItems } from './queries-items.ts'
import { factsFor } from './queries-owed.ts'
import { findDecided, getSetting, type YearPlan } from './queries.ts'
import { missingIn, type OwedFacts } from './rules-areas.ts'
import { isSame } from './rules-difference.ts'
import type { PlanItem } from './rules.ts'

export const checkKeys = ['hasItems', 'hasMatter', 'hasRiskAnalysis', 'inDepthDecided', 'hasChanged'] as const
export type CheckKey = (typeof checkKeys)[number]
export type Check = { key: CheckKey; holds: boolean; count: number }

/**
 * What must hold before a plan is handed over for decision. In depth is refused only until somebody has decided on it:
 * two calendar years in a row without one asks for a decision of exception (M-063).
 */
export async function checksOf(db: Db, plan: YearPlan, today: IsoDate): Promise<Check[]> {
  const items = await listItems(db, plan.id)
  return checksWith(db, plan, { items, facts: await factsFor(db, plan, { planned: items, today }) })
}

/** The same of what has been asked for already. */
export async function checksWith(
  db: Db,
  plan: YearPlan,
  { items, facts }: { items: readonly PlanItem[]; facts: OwedFacts },
): Promise<Check[]> {
  const setting = await getSetting(db, plan.boardId)
  const undecided = missingIn(facts).filter((row) =>
    row.owing.some((owing) => owing.rule === 'inDepth'),
  ).length
  const before = await findDecided(db, plan.id)
  return [
    { key: 'hasItems', holds: items.length > 0, count: items.length },
    { key: 'hasMatter', holds: plan.matterId !== null, count: 0 },
    { key: 'hasRiskAnalysis', holds: !setting.needsRiskAnalysis || plan.riskAnalysis !== '', count: 0 },
    { key: 'inDepthDecided', holds: undecided === 0, count: undecided },
    {
      key: 'hasChanged',
      holds: before === undefined || before.version === plan.version || !isSame(before.items, items),
      count: 0,
    },
  ]
}

export async function assertReady({ db, now }: Context, plan: YearPlan): Promise<void> {
  const failing = (await checksOf(db, plan, todayIn(now))).filter((check) => !check.holds)
  if (failing.length > 0)
    throw new Problem('checksRemain', { detail: failing.map((check) => check.key).join() })
}
