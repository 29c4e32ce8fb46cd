import { quarterOf } from '../months.ts'
import type { PlanUnit } from './instance.ts'
import type { Model } from './model.ts'
import type { AnnualColumn, ExtraColumn, MonthModel } from './month-model.ts'
import { carriedOutBeside, type Visit } from './visits.ts'

/** The stage with shares of units instead of whole ones: quick also where there are thousands, and its cost is a bound. */
export function relaxed(model: Model): Model {
  return { ...model, whole: model.whole.map(() => false) }
}

/** Where a class begins to read, so that what is rounded does not fall the same way in all of them. */
const GOLDEN = 0.6180339887498949

/**
 * Follow-ups unit by unit from shares of units. Each reads its months at its own place in the order of its class, the same
 * place in every year: the rows of the gap say of shares what they say of units, so no two months come too near. Hours and
 * meetings may be overstepped by a little, which the board finds when the plan is laid.
 */
export function visitsOfShares(stage: MonthModel, values: Float64Array): Visit[] {
  const annual = Map.groupBy(stage.annual, ({ at, pattern, year }) => `${at} ${pattern} ${year}`)
  const extras = Map.groupBy(stage.extras, ({ at }) => at)
  const planned = stage.classes.flatMap(({ units }, at) => {
    const shares = (stage.shares[at] ?? []).map((column) => values[column] ?? 0)
    const laid = units.flatMap((unit, turn) => {
      const { pattern, part } = laneAt(shares, turn + ((at * GOLDEN) % 1))
      return unit.years.flatMap((_, year) =>
        asVisit(unit, placeAt(annual.get(`${at} ${pattern} ${year}`) ?? [], values, part)),
      )
    })
    return [...laid, ...extrasOf(units, extras.get(at) ?? [], values, laid)]
  })
  return [...planned, ...carriedOutBeside(stage.instance)]
}

function asVisit(unit: PlanUnit, place: AnnualColumn | undefined): Visit[] {
  if (!place) return []
  const executed = unit.years[place.year]?.executed
  return [{ unit, month: place.month, kind: 'annual', depth: place.depth, ...(executed && { executed }) }]
}

/** The pattern at a place of the class, and how far into the pattern's units that is, from 0 to 1. */
function laneAt(shares: readonly number[], place: number): { pattern: number; part: number } {
  let from = 0
  for (const [pattern, share] of shares.entries()) {
    if (place < from + share) return { pattern, part: (place - from) / share }
    from += share
  }
  const last = shares.findLastIndex((share) => share > 0)
  return { pattern: Math.max(0, last), part: 1 }
}

/** Months come in rising order, as they were added. */
function placeAt(
  columns: readonly AnnualColumn[],
  values: Float64Array,
  part: number,
): AnnualColumn | undefined {
  const used = columns.filter(({ column }) => (values[column] ?? 0) > 1e-9)
  const total = used.reduce((sum, { column }) => sum + (values[column] ?? 0), 0)
  let passed = 0
  return (
    used.find(({ column }) => {
      passed += values[column] ?? 0
      return passed > part * total + 1e-9
    }) ?? used.at(-1)
  )
}

/** As many extras as the shares come to, each with a unit that has its annual follow-up in another quarter. */
function extrasOf(
  units: readonly PlanUnit[],
  extras: readonly ExtraColumn[],
  values: Float64Array,
  laid: readonly Visit[],
): Visit[] {
  const quarters = new Set(laid.map(({ unit, month }) => `${unit.input.id} ${quarterOf(month)}`))
  return [...Map.groupBy(extras, ({ year }) => year).values()].flatMap((columns) => {
    const free = new Set(units)
    return monthsOf(columns, values).flatMap((month): Visit[] => {
      const unit = [...free].find(({ input }) => !quarters.has(`${input.id} ${quarterOf(month)}`))
      if (!unit) return []
      free.delete(unit)
      return [{ unit, month, kind: 'extra', depth: 'basic' }]
    })
  })
}

function monthsOf(columns: readonly ExtraColumn[], values: Float64Array): number[] {
  let passed = 0.5
  return columns.flatMap(({ column, month }) => {
    const before = Math.floor(passed)
    passed += values[column] ?? 0
    return Array.from({ length: Math.floor(passed) - before }, () => month)
  })
}
