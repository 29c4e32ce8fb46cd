import type { IsoDate } from '#kernel/dates.ts'
import { compareSwedish } from '#kernel/swedish.ts'
import { listRisks } from '#modules/risks/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { owedRuleNames } from '#texts/sv/plans.ts'
import { uncoveredTexts as t } from '#texts/sv/uncovered.ts'
import { findLoad } from './queries-capacity.ts'
import { listItems } from './queries-items.ts'
import { factsFor, listExceptions, yearsOf } from './queries-owed.ts'
import type { YearPlan } from './queries.ts'
import type { OwedFacts } from './rules-areas.ts'
import {
  byProfession,
  emptyAreas,
  tellerOf,
  uncoveredIn,
  type Teller,
  type Uncovered,
} from './rules-uncovered.ts'
import type { PlanContent, PlanItem } from './rules.ts'

export type NotCovered = YearPlan['notCovered'][number]

/** For one paper: whatever is told in it of risks goes through one and the same. */
export async function tellerFor(db: Db, boardId: string, today: IsoDate): Promise<Teller> {
  const risks = await listRisks(db, { boardId, on: today })
  return tellerOf(new Map(risks.map(({ unitId, risk }) => [unitId, risk])))
}

/** What the plan leaves out, counted now: by year and why, with the risk in numbers of units by class. */
export async function countUncovered(
  db: Db,
  plan: YearPlan,
  { facts, today }: { facts: OwedFacts; today: IsoDate },
): Promise<Uncovered[]> {
  return uncoveredIn(facts, await tellerFor(db, plan.boardId, today))
}

/** Resources by year and profession, summed over people; those without a profession on their account come last. */
export async function countProfessions(
  db: Db,
  plan: YearPlan,
  { items, today }: { items: readonly PlanItem[]; today: IsoDate },
): Promise<NonNullable<PlanContent['professions']>> {
  const years = []
  for (const year of yearsOf(plan)) {
    const load = await findLoad(db, plan, { year, items, today })
    years.push(...byProfession(year, load))
  }
  return years.toSorted(
    (one, other) =>
      one.year - other.year ||
      Number(one.profession === '') - Number(other.profession === '') ||
      compareSwedish(one.profession, other.profession),
  )
}

/** What the system knows that the plan leaves out, as lines for the author to go through: what, why and the risk of it. */
export async function suggestNotCovered(
  db: Db,
  plan: YearPlan,
  today: IsoDate,
  paper?: Teller,
): Promise<NotCovered[]> {
  const items = await listItems(db, plan.id)
  const facts = await factsFor(db, plan, { planned: items, today })
  const tell = paper ?? (await tellerFor(db, plan.boardId, today))
  const left = uncoveredIn(facts, tell).flatMap(({ year, why, units, classes }) =>
    why === 'owed' || why === 'partly' ? [{ what: t[why](units, year), why: t.owedWhy(classes) }] : [],
  )
  const areas = facts.years.flatMap((year) =>
    emptyAreas(facts, year).map(({ name, units }) => ({
      what: t.area(name, year),
      why: t.areaWhy(units.length, tell(units)),
    })),
  )
  return [...left, ...areas, ...(await exceptionLines(db, plan, { facts, tell }))]
}

type Known = { facts: OwedFacts; tell: Teller }

/** Decided exceptions of the same kind, area, year and reason are one line: never which unit each is about. */
async function exceptionLines(db: Db, plan: YearPlan, { facts, tell }: Known): Promise<NotCovered[]> {
  const areaOf = new Map(facts.units.map((unit) => [unit.unitId, unit.areaName]))
  const names = new Map(facts.areas.map((area) => [area.id, area.name]))
  const exceptions = await listExceptions(db, plan.id)
  const groups = Map.groupBy(exceptions, (one) =>
    JSON.stringify([one.rule, one.year, areaOf.get(one.sourceId) ?? one.sourceId, one.reason, one.decidedBy]),
  )
  return [...groups.values()].flatMap((of) => {
    const [first] = of
    if (!first) return []
    const units = of.map(({ sourceId }) => sourceId).filter((id) => areaOf.has(id))
    const area = areaOf.get(first.sourceId) ?? names.get(first.sourceId) ?? plan.boardName
    return [
      {
        what: t.excepted(owedRuleNames[first.rule], first.year, { area, units: units.length }),
        why: t.exceptedWhy(first.reason, first.decidedBy, tell(units)),
      },
    ]
  })
}

/** Lines that are new beside those that stand there: what the author has written, or changed, is never written over. */
export function withSuggested(
  written: readonly NotCovered[],
  suggested: readonly NotCovered[],
): { notCovered: NotCovered[]; added: number } {
  const there = new Set(written.map(({ what }) => what))
  const fresh = suggested
    .map(({ what, why }) => ({
      what: plain(what).replaceAll(':', ' –').slice(0, 300),
      why: plain(why).slice(0, 1000),
    }))
    .filter(({ what }, at, all) => !there.has(what) && all.findIndex((one) => one.what === what) === at)
    .slice(0, Math.max(0, 50 - written.length))
  return { notCovered: [...written, ...fresh], added: fresh.length }
}

/** The form has a line for each, and a colon between what and why. */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
