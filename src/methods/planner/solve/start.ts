import type { MonthModel } from './month-model.ts'
import { startOfTeams, type Cast, type Sort } from './staffing-model.ts'
import type { Staffed } from './staffing.ts'
import { needOfVisit, type Visit } from './visits.ts'

/** A month that stands in the model person by person. */
export type Exact = { readonly sorts: readonly Sort[]; readonly casts: readonly Cast[] }

/** The best plan so far as a start for the solver, with its people where they stand in the model. */
export function startOfTeamed(
  stage: MonthModel,
  exact: ReadonlyMap<number, Exact>,
  staffed: readonly Staffed[],
): Map<number, number> {
  const start = startOf(
    stage,
    staffed.map(({ visit }) => visit),
  )
  for (const [month, { sorts, casts }] of exact) {
    const given = staffed.filter(({ visit }) => visit.month === month && !visit.executed)
    const sortOf = ({ visit }: Staffed) =>
      sorts.findIndex(({ need }) => need.join() === needOfVisit(visit).join())
    const teams = given.map((one) => ({ sort: sortOf(one), team: one.team }))
    for (const [column, value] of startOfTeams(stage.instance, casts, teams)) start.set(column, value)
  }
  return start
}

/** Columns of a plan, as a start for the solver. Where the plan has nothing, zero. */
export function startOf(stage: MonthModel, visits: readonly Visit[]): Map<number, number> {
  const start = new Map<number, number>()
  for (const { column } of [...stage.annual, ...stage.extras]) start.set(column, 0)
  const classOf = new Map(stage.classes.flatMap(({ units }, at) => units.map((unit) => [unit, at] as const)))
  const laid = Map.groupBy(visits, ({ unit }) => unit)
  const columns = Map.groupBy(stage.annual, ({ at }) => at)
  const extras = Map.groupBy(stage.extras, ({ at }) => at)
  for (const [unit, own] of laid) {
    const at = classOf.get(unit) ?? -1
    const pattern = unit.patterns.findIndex((depths) =>
      own.every(({ kind, month, depth }) => kind === 'extra' || depths[yearAt(stage, month)] === depth),
    )
    for (const visit of own) {
      const column = (visit.kind === 'extra' ? extras : columns)
        .get(at)
        ?.find((one) => one.month === visit.month && ('pattern' in one ? one.pattern === pattern : true))
      if (column) start.set(column.column, (start.get(column.column) ?? 0) + 1)
    }
  }
  return start
}

function yearAt({ instance }: MonthModel, month: number): number {
  return Math.floor((month - instance.from) / 12)
}
