import { todayIn, type IsoDate } from '#kernel/dates.ts'
import type { Db } from '#platform/db/pool.ts'
import { checksOf, type CheckKey } from './checks.ts'
import { listItems } from './queries-items.ts'
import { factsFor } from './queries-owed.ts'
import type { YearPlanRow } from './queries.ts'
import { missingIn } from './rules-areas.ts'
import { progressOf } from './rules.ts'

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
  for (const of of boards)
    for (const year of [thisYear, thisYear + 1]) {
      const plan = of.find((one) => one.fromYear <= year && year <= one.toYear)
      const boardName = of[0]?.boardName ?? ''
      if (plan) standings.push(await standingOf(db, plan, { year, today }))
      else if (year > thisYear) standings.push({ ...nothing, boardName, year })
    }
  return standings
}

const nothing = { plan: null, done: 0, late: 0, missing: null, remains: [], next: 'make' as const }

async function standingOf(
  db: Db,
  plan: YearPlanRow,
  { year, today }: { year: number; today: IsoDate },
): Promise<Standing> {
  const items = (await listItems(db, plan.id)).filter((item) => item.year === year)
  const reached = items.map((item) => progressOf(item, today))
  const isDraft = plan.state === 'draft'
  const missing = isDraft ? await countMissing(db, plan, { year, today }) : null
  const checks = isDraft ? await checksOf(db, plan, today) : []
  const remains = checks.filter((check) => !check.holds).map((check) => check.key)
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

async function countMissing(db: Db, plan: YearPlanRow, at: { year: number; today: IsoDate }) {
  const planned = await listItems(db, plan.id)
  const facts = await factsFor(db, plan, { planned, today: at.today })
  return missingIn(facts).filter((row) => row.year === at.year).length
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
