import { todayIn, type IsoDate } from '#kernel/dates.ts'
import type { Db } from '#platform/db/pool.ts'
import { checksWith, type CheckKey } from './checks.ts'
import { listItems } from './queries-items.ts'
import { factsFor } from './queries-owed.ts'
import type { YearPlanRow } from './queries.ts'
import { missingIn } from './rules-areas.ts'
import { progressOf, type PlanItem } from './rules.ts'

/** Where a board's plan of a year stands, and the one thing to do next. */
export type Standing = {
  boardName: string
  year: number
  plan: Pick<YearPlanRow, 'id' | 'title' | 'state' | 'version' | 'items' | 'hours' | 'returnedNote'> | null
  done: number
  late: number
  /** Owed and not in the plan; null once it has been handed over. */
  missing: number | null
  remains: readonly CheckKey[]
  next: NextStep
}
export const nextSteps = ['make', 'owed', 'mend', 'submit', 'paper', 'prepare', 'follow'] as const
export type NextStep = (typeof nextSteps)[number]

/** This year's plan and next year's of each board that plans here: what is decided, what is missing, what comes next. */
export async function listStandings(
  db: Db,
  plans: readonly YearPlanRow[],
  today: IsoDate = todayIn(new Date()),
): Promise<Standing[]> {
  const thisYear = Number(today.slice(0, 4))
  const boards = [...Map.groupBy(plans, (plan) => plan.boardId).values()].slice(0, 4)
  const standings: Standing[] = []
  for (const of of boards) {
    // A plan of several years is read once for both of these.
    const known = new Map<string, Known>()
    for (const year of [thisYear, thisYear + 1]) {
      const plan = of.find((one) => one.fromYear <= year && year <= one.toYear)
      const boardName = of[0]?.boardName ?? ''
      if (plan) {
        const read = known.get(plan.id) ?? (await readPlan(db, plan, today))
        known.set(plan.id, read)
        standings.push(standingOf(plan, read, { year, today }))
      } else if (year > thisYear) standings.push({ ...nothing, boardName, year })
    }
  }
  return standings
}

const nothing = { plan: null, done: 0, late: 0, missing: null, remains: [], next: 'make' as const }

/** What a plan holds, and of a draft what it lacks and what remains before it is handed over. */
type Known = {
  items: readonly PlanItem[]
  missing: readonly { year: number }[] | null
  remains: readonly CheckKey[]
}

async function readPlan(db: Db, plan: YearPlanRow, today: IsoDate): Promise<Known> {
  const items = await listItems(db, plan.id)
  if (plan.state !== 'draft') return { items, missing: null, remains: [] }
  const facts = await factsFor(db, plan, { planned: items, today })
  const checks = await checksWith(db, plan, { items, facts })
  const remains = checks.filter((check) => !check.holds).map((check) => check.key)
  return { items, missing: missingIn(facts), remains }
}

function standingOf(
  plan: YearPlanRow,
  known: Known,
  { year, today }: { year: number; today: IsoDate },
): Standing {
  const items = known.items.filter((item) => item.year === year)
  const reached = items.map((item) => progressOf(item, today))
  const missing = known.missing && known.missing.filter((row) => row.year === year).length
  const { remains } = known
  const { id, title, state, version, hours, returnedNote } = plan
  return {
    boardName: plan.boardName,
    year,
    plan: { id, title, state, version, items: items.length, hours, returnedNote },
    done: reached.filter((one) => one === 'done').length,
    late: reached.filter((one) => one === 'late').length,
    missing,
    remains,
    next: nextOf(plan, { missing: missing ?? 0, remains, toPrepare: reached.includes('planned') }),
  }
}

function nextOf(
  { state }: YearPlanRow,
  at: { missing: number; remains: readonly CheckKey[]; toPrepare: boolean },
): NextStep {
  if (state === 'decided') return at.toPrepare ? 'prepare' : 'follow'
  if (state === 'submitted') return 'paper'
  if (at.missing > 0) return 'owed'
  return at.remains.length > 0 ? 'mend' : 'submit'
}
