import type { IsoDate } from '#kernel/dates.ts'
import type { Db } from '#platform/db/pool.ts'
import { factsFor } from './queries-owed.ts'
import type { YearPlan } from './queries.ts'
import { ruleOf } from './rules-areas.ts'
import { owingOf } from './rules-owed.ts'
import type { PlanItem } from './rules.ts'

export const lastMonthRules = ['procured', 'choiceSystem', 'agreement'] as const
type Named = (typeof lastMonthRules)[number]

/**
 * The last months that law and agreements name for a follow-up of a unit: before the decision on extension (LOU), after
 * the start (LOV), by the agreement's own plan. Whether the plan has a row for it makes no difference: the day stands.
 */
export async function listLastMonths(
  db: Db,
  plan: YearPlan,
  given: { items: readonly PlanItem[]; today: IsoDate },
): Promise<{ year: number; month: number; rule: Named }[]> {
  const facts = await factsFor(db, plan, { planned: given.items, today: given.today })
  return facts.units.flatMap((unit) =>
    facts.years.flatMap((year) =>
      owingOf(unit, ruleOf(facts, unit.serviceAreaId), { year, planned: [] }).flatMap(({ rule, by }) => {
        const named = lastMonthRules.find((one) => one === rule)
        return named && by !== null && !isYearsEnd(named, by) ? [{ year, month: by, rule: named }] : []
      }),
    ),
  )
}

/** An agreement that asks for a follow-up each year names no month by saying December. */
function isYearsEnd(rule: Named, month: number): boolean {
  return rule === 'agreement' && month === 12
}
