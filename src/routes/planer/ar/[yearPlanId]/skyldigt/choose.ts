import {
  coverageIn,
  factsFor,
  filterMissing,
  listItems,
  owedEntriesOf,
  missingIn,
  ruleOf,
  type OwedFilter,
  type YearPlan,
} from '#modules/plans/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { owingText } from '#texts/sv/plans.ts'

/** What is owed of a plan and not in it, as the page and its export show it, and what it is counted from. */
export async function owedOf(db: Db, plan: YearPlan, given: { filter: OwedFilter; today: string }) {
  const items = await listItems(db, plan.id)
  const facts = await factsFor(db, plan, { planned: items, today: given.today })
  const all = missingIn(facts)
  const missing = filterMissing(all, given.filter).map((row) => ({
    ...row,
    /** The row whose follow-up was cancelled, where that is why it is missing. */
    calledOffId: (facts.calledOff ?? []).find(
      ({ unitId, year }) => unitId !== null && unitId === row.unitId && year === row.year,
    )?.id,
    grounds: row.owing.map((owing) => ({
      ...owing,
      text: owingText(owing, ruleOf(facts, row.serviceAreaId ?? '')),
    })),
  }))
  const coverage = coverageIn(facts).map((row) => ({ ...row, rule: ruleOf(facts, row.serviceAreaId) }))
  const owed = (await owedEntriesOf(db, plan, { facts, items })).length
  return { items, facts, missing, total: all.length, coverage, owed }
}
