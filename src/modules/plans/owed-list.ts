import { listFocusAreas } from '#modules/followups/public.ts'
import { listRisks } from '#modules/risks/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { todayIn, type IsoDate } from '#kernel/dates.ts'
import { listItems } from './queries-items.ts'
import { factsFor } from './queries-owed.ts'
import type { YearPlan } from './queries.ts'
import type { OwedFacts } from './rules-areas.ts'
import { owedEntries, type OwedEntry } from './rules-owed-list.ts'
import { isCalledOff, type PlanItem } from './rules.ts'

/** Everything that a plan's years owe, with who asks for it, whether the plan has it, and the risk of each unit. */
export async function listOwed(
  db: Db,
  plan: YearPlan,
  today: IsoDate = todayIn(new Date()),
): Promise<{ entries: OwedEntry[]; areas: readonly { id: string; name: string }[] }> {
  const items = await listItems(db, plan.id)
  const facts = await factsFor(db, plan, { planned: items, today })
  const risks = new Map(
    (await listRisks(db, { boardId: plan.boardId, on: today })).map(({ unitId, risk }) => [unitId, risk]),
  )
  const entries = await owedEntriesOf(db, plan, { facts, items })
  return {
    entries: entries.map((entry) => ({ ...entry, risk: risks.get(entry.unitId ?? '') ?? null })),
    areas: facts.areas,
  }
}

/** The same from what has been asked for already. */
export async function owedEntriesOf(
  db: Db,
  plan: Pick<YearPlan, 'focusAreas'>,
  given: { facts: OwedFacts; items: readonly PlanItem[] },
): Promise<OwedEntry[]> {
  const focusNames = new Map((await listFocusAreas(db)).map((area) => [area.key, area.name]))
  const items = given.items.filter((item) => !isCalledOff(item))
  return owedEntries({ ...given, items, focusAreas: plan.focusAreas, focusNames })
}
