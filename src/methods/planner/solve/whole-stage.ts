import { addCapacity, addPacking, possibleAlone, sum } from './capacity.ts'
import { classesOf } from './classes.ts'
import type { Instance } from './instance.ts'
import type { Entry } from './model.ts'
import { loadsOf, monthModel, type Load, type MonthModel } from './month-model.ts'
import { addPooledStaffing, pooledSize, type Sort } from './staffing-model.ts'

/** Pooled staffing of all months in at most so many columns; above it, Hall's rows say the same of hours alone. */
const MOST_POOLED = 40_000

/** The month stage with everything that can be said of people without naming them. */
export function wholeStage(instance: Instance): MonthModel {
  const stage = monthModel(instance, classesOf(instance), possibleAlone(instance))
  addPeople(stage)
  addPacking(stage)
  return stage
}

function addPeople(stage: MonthModel): void {
  const months = [...Map.groupBy(loadsOf(stage), ({ month }) => month)].map(([month, loads]) => ({
    month,
    sorts: sortsOf(loads),
  }))
  const size = sum(months, ({ sorts }) => pooledSize(stage.instance, sorts))
  if (size > MOST_POOLED) addCapacity(stage)
  else for (const { month, sorts } of months) addPooledStaffing(stage.model, stage.instance, month, sorts)
}

/** Follow-ups that ask the same hours of each role, together. */
export function sortsOf(loads: readonly Load[]): Sort[] {
  return [...Map.groupBy(loads, ({ need }) => need.join()).values()].map((same) => ({
    need: same[0]?.need ?? [],
    entries: same.map(({ column }): Entry => [column, 1]),
    count: 0,
  }))
}

/** The month stage stays so small that a run takes seconds. */
const LARGEST_STAGE = 12_000
/** Where another search has a plan already, months person by person pay only in the smallest of them. */
const SMALL_STAGE = 2_500

/** Whether more months may stand in the stage person by person; `plan` is what there is without them. */
export function mayGrow({ model }: MonthModel, plan: object | undefined): boolean {
  return model.cost.length < (plan ? SMALL_STAGE : LARGEST_STAGE)
}
