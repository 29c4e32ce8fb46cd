import type { Depth, FollowUp } from '../contract.ts'
import { monthNumber, quarterOf } from '../months.ts'
import type { UnitClass } from './classes.ts'
import type { Instance, Need, PlanUnit } from './instance.ts'
import type { MonthModel } from './month-model.ts'

/** One follow-up of a plan, before or after people are named. */
export type Visit = {
  readonly unit: PlanUnit
  readonly month: number
  readonly kind: 'annual' | 'extra'
  readonly depth: Depth
  /** As it was carried out: nothing of it is planned. */
  readonly executed?: FollowUp
}

export function needOfVisit({ unit, kind, depth }: Visit): Need {
  return unit.needs[kind === 'extra' ? 'extra' : depth]
}

/** The meeting an in-depth follow-up to come is reported to; undefined after the last one, and for what is not reported. */
export function meetingOf(
  { meetings, input }: Instance,
  { kind, depth, month, executed }: Visit,
): number | undefined {
  if (kind === 'extra' || depth !== 'inDepth' || executed) return undefined
  return meetings.find((meeting) => meeting >= month + input.rules.reportLagMonths)
}

export function reportsAt({ meetings, mostReports }: Instance, meeting: number): number {
  return Math.max(0, mostReports[meetings.indexOf(meeting)] ?? Infinity)
}

/** Follow-ups unit by unit from how many stand where. */
export function visitsOf(stage: MonthModel, values: Float64Array): Visit[] {
  const count = (column: number) => Math.round(values[column] ?? 0)
  const planned = stage.classes.flatMap(({ units }, at) => {
    const lanes = lanesOf(units, (stage.shares[at] ?? []).map(count))
    const annual = spread(stage, at, lanes, count)
    return [...annual, ...placeExtras(stage, at, annual, count)]
  })
  return [...planned, ...carriedOutBeside(stage.instance)]
}

/** The units that share a pattern, in the order of their ids. */
function lanesOf(units: readonly PlanUnit[], counts: readonly number[]): PlanUnit[][] {
  let from = 0
  return counts.map((count) => {
    const lane = units.slice(from, from + count)
    from += count
    return lane
  })
}

/**
 * The i-th earliest month of every year goes to the i-th unit. If the months of two years clashed there, more units than
 * there are would stand late in the one and early in the other, against the rows of the gap.
 */
function spread(
  { annual }: MonthModel,
  at: number,
  lanes: readonly (readonly PlanUnit[])[],
  count: (column: number) => number,
): Visit[] {
  const ofClass = annual.filter((one) => one.at === at && count(one.column) > 0)
  const years = Map.groupBy(ofClass, ({ pattern, year }) => `${pattern} ${year}`)
  return [...years.values()].flatMap((columns) => {
    const places = columns
      .toSorted((a, b) => a.month - b.month)
      .flatMap((one) => Array.from({ length: count(one.column) }, () => one))
    return places.map((place, turn) => {
      const unit = lanes[place.pattern]?.[turn]
      if (!unit) throw new Error('the months do not add up to the units')
      const executed = unit.years[place.year]?.executed
      return { unit, month: place.month, kind: 'annual', depth: place.depth, ...(executed && { executed }) }
    })
  })
}

/** Extras go to units whose annual follow-up lies in another quarter, by augmenting paths; the rows say it succeeds. */
function placeExtras(
  { extras, classes }: MonthModel,
  at: number,
  annual: readonly Visit[],
  count: (column: number) => number,
): Visit[] {
  const { units } = classes[at] as UnitClass // `at` comes from the classes themselves
  const ofClass = extras.filter((one) => one.at === at && count(one.column) > 0)
  return [...Map.groupBy(ofClass, ({ year }) => year)].flatMap(([year, columns]) => {
    const months = columns.flatMap(({ column, month }) => Array.from({ length: count(column) }, () => month))
    const taken = matched(
      months,
      units,
      (unit, month) => !annual.some((visit) => sameQuarter(visit, unit, month)),
    )
    return [...taken].map(([unit, turn]): Visit => {
      if (unit.years[year] === undefined) throw new Error('an extra follow-up in a year outside the plan')
      return { unit, month: months[turn] as number, kind: 'extra', depth: 'basic' } // the turn is a place in `months`
    })
  })
}

function sameQuarter(visit: Visit, unit: PlanUnit, month: number): boolean {
  return visit.unit === unit && quarterOf(visit.month) === quarterOf(month)
}

function matched(
  months: readonly number[],
  units: readonly PlanUnit[],
  fits: (unit: PlanUnit, month: number) => boolean,
): Map<PlanUnit, number> {
  const holder = new Map<PlanUnit, number>()
  const give = (turn: number, tried: Set<PlanUnit>): boolean =>
    units.some((unit) => {
      if (tried.has(unit) || !fits(unit, months[turn] as number)) return false // turns are places in `months`
      tried.add(unit)
      const other = holder.get(unit)
      if (other !== undefined && !give(other, tried)) return false
      holder.set(unit, turn)
      return true
    })
  for (const turn of months.keys())
    if (!give(turn, new Set())) throw new Error('the extra follow-ups do not fit the units')
  return holder
}

/** Extras that are carried out, and what was carried out outside the horizon, stand in the plan unchanged too. */
export function carriedOutBeside({ units, input, from, months }: Instance): Visit[] {
  const byId = new Map(units.map((unit) => [unit.input.id, unit]))
  return (input.executed ?? []).flatMap((one): Visit[] => {
    const unit = byId.get(one.unitId)
    const at = monthNumber(one.month) - from
    const beside = one.kind === 'extra' || at < 0 || at >= months.length
    return unit && beside ? [asCarriedOut(unit, one)] : []
  })
}

function asCarriedOut(unit: PlanUnit, executed: FollowUp): Visit {
  return { unit, month: monthNumber(executed.month), kind: executed.kind, depth: executed.depth, executed }
}
