import type { Depth } from '../contract.ts'
import { quarterOf } from '../months.ts'
import { quarterCapacity } from './balance.ts'
import type { UnitClass } from './classes.ts'
import { annualCost, extraCost } from './costs.ts'
import type { Pattern } from './depths.ts'
import type { Instance, Kind, Need, PlanUnit } from './instance.ts'
import { addColumn, addRow, emptyModel, type Entry, type Model } from './model.ts'

/** How many units of a class have their annual follow-up in a month, with one way of laying the depths. */
export type AnnualColumn = {
  readonly column: number
  readonly at: number
  readonly pattern: number
  readonly year: number
  readonly month: number
  readonly depth: Depth
  readonly carriedOut: boolean
}
export type ExtraColumn = {
  readonly column: number
  readonly at: number
  readonly year: number
  readonly month: number
}

/** The month stage: how many units of each class stand in which month. */
export type MonthModel = {
  readonly instance: Instance
  readonly classes: readonly UnitClass[]
  readonly model: Model
  readonly annual: AnnualColumn[]
  readonly extras: ExtraColumn[]
  /** Units of a class with each pattern. */
  readonly shares: number[][]
}

/** False for a follow-up that nobody could carry out in that month even alone. */
export type Possible = (need: Need, month: number) => boolean

/** Columns, costs and every rule that does not concern people. */
export function monthModel(
  instance: Instance,
  classes: readonly UnitClass[],
  possible: Possible,
): MonthModel {
  const stage: MonthModel = { instance, classes, model: emptyModel(), annual: [], extras: [], shares: [] }
  for (const [at, { sample, units }] of classes.entries()) {
    addShares(stage, sample, units.length)
    addAnnual(stage, at, possible)
    addGaps(stage, at)
    addExtras(stage, at, possible)
  }
  addMeetings(stage)
  addBalance(stage)
  return stage
}

function addShares({ model, shares }: MonthModel, { patterns }: PlanUnit, count: number): void {
  const columns = patterns.map(() => addColumn(model, { upper: count, whole: true }))
  shares.push(columns)
  addRow(model, count, count, ones(columns))
}

function addAnnual(stage: MonthModel, at: number, possible: Possible): void {
  const unit = sampleOf(stage, at)
  const count = stage.classes[at]?.units.length ?? 0
  for (const [pattern, depths] of unit.patterns.entries())
    for (const [year, facts] of unit.years.entries()) {
      const depth = depths[year]
      if (!depth) continue
      const months = facts.open.filter((month) => facts.executed || possible(unit.needs[depth], month))
      const columns = months.map((month) => {
        const cost = annualCost(stage.instance, unit, facts, month)
        const column = addColumn(stage.model, { cost, upper: count, whole: true })
        stage.annual.push({
          column,
          at,
          pattern,
          year,
          month,
          depth,
          carriedOut: facts.executed !== undefined,
        })
        return column
      })
      addRow(stage.model, 0, 0, [...ones(columns), [stage.shares[at]?.[pattern] ?? 0, -1]])
    }
}

/**
 * Months of two consecutive owed years that lie nearer than the gap clash. The clashing sets are nested, so one row for
 * each cut says all of it (Hall's theorem): whoever stands at or after the cut keeps the early months of the next year free.
 */
function addGaps(stage: MonthModel, at: number): void {
  const unit = sampleOf(stage, at)
  for (const [pattern, depths] of unit.patterns.entries())
    for (const [early, late] of consecutive(unit, depths)) {
      const [first, second] = [early, late].map((year) => columnsOf(stage, at, pattern, year))
      for (const cut of cutsOf(first ?? [], second ?? [], unit.gap))
        addRow(stage.model, -Infinity, 0, [...ones(cut), [stage.shares[at]?.[pattern] ?? 0, -1]])
    }
}

/** Pairs of owed years that follow each other, those with something carried out left out: their windows are cut already. */
function consecutive({ years }: PlanUnit, depths: Pattern): [number, number][] {
  const owed = depths.flatMap((depth, year) => (depth ? [year] : []))
  return owed
    .slice(1)
    .map((late, at): [number, number] => [owed[at] ?? 0, late])
    .filter(([early, late]) => !years[early]?.executed && !years[late]?.executed)
}

function columnsOf({ annual }: MonthModel, at: number, pattern: number, year: number): AnnualColumn[] {
  const found: AnnualColumn[] = []
  for (let back = annual.length - 1; back >= 0; back -= 1) {
    const one = annual[back]
    if (!one || one.at !== at) break
    if (one.pattern === pattern && one.year === year) found.push(one)
  }
  return found.reverse()
}

function cutsOf(first: readonly AnnualColumn[], second: readonly AnnualColumn[], gap: number): number[][] {
  return first.flatMap(({ month: cut }, from) => {
    const blocked = second.filter(({ month }) => month < cut + gap)
    const before = from > 0 ? second.filter(({ month }) => month < (first[from - 1]?.month ?? 0) + gap) : []
    if (blocked.length === 0 || blocked.length === before.length) return []
    return [[...first.slice(from), ...blocked].map(({ column }) => column)]
  })
}

/** At most one extra a unit and year, and never in the quarter of the annual one. Together enough, by Hall's theorem. */
function addExtras(stage: MonthModel, at: number, possible: Possible): void {
  const unit = sampleOf(stage, at)
  const count = stage.classes[at]?.units.length ?? 0
  for (const [year, facts] of unit.years.entries()) {
    stage.model.offset += extraCost(stage.instance, unit, facts).without * count
    const months = facts.extraMonths.filter((month) => possible(unit.needs.extra, month))
    const added = months.map((month): ExtraColumn => {
      const cost = extraCost(stage.instance, unit, facts).with(month)
      return { at, year, month, column: addColumn(stage.model, { cost, upper: count, whole: true }) }
    })
    stage.extras.push(...added)
    if (added.length > 0) boundExtras(stage, added, count)
  }
}

function boundExtras(stage: MonthModel, added: readonly ExtraColumn[], count: number): void {
  const [{ at, year }] = added as [ExtraColumn, ...ExtraColumn[]] // the caller asks only when there is one
  addRow(stage.model, -Infinity, count, ones(added.map(({ column }) => column)))
  const ordinary = stage.shares[at]?.flatMap((_, pattern) => columnsOf(stage, at, pattern, year)) ?? []
  for (const [quarter, extras] of Map.groupBy(added, ({ month }) => quarterOf(month))) {
    const same = ordinary.filter(({ month }) => quarterOf(month) === quarter)
    if (same.length > 0)
      addRow(stage.model, -Infinity, count, ones([...extras, ...same].map(({ column }) => column)))
  }
}

/** In-depth follow-ups go to the first meeting after the lag; a meeting takes so many and no more. */
function addMeetings({ instance, annual, model }: MonthModel): void {
  const lag = instance.input.rules.reportLagMonths
  const inDepth = annual.filter(({ depth, carriedOut }) => depth === 'inDepth' && !carriedOut)
  const meetingOf = (month: number) => instance.meetings.findIndex((meeting) => meeting >= month + lag)
  for (const [meeting, reports] of Map.groupBy(inDepth, ({ month }) => meetingOf(month)))
    if ((instance.mostReports[meeting] ?? Infinity) < Infinity)
      addRow(
        model,
        -Infinity,
        Math.max(0, instance.mostReports[meeting] ?? 0),
        ones(reports.map(({ column }) => column)),
      )
}

/** How far each quarter's share of the hours lies from the mean of its year, which costs. */
function addBalance(stage: MonthModel): void {
  const { instance, model } = stage
  const weight = (instance.weights.balance * instance.units.length) / 50
  const shares = new Map<number, number>()
  const load = Map.groupBy(loadsOf(stage), ({ month }) => quarterOf(month))
  for (const [quarter, capacity] of quarterCapacity(instance)) {
    if (capacity === 0) continue
    const share = addColumn(model, {})
    shares.set(quarter, share)
    const entries = (load.get(quarter) ?? []).map(({ column, hours }): Entry => [column, hours / capacity])
    addRow(model, 0, 0, [...entries, [share, -1]])
  }
  for (const ofYear of Map.groupBy(shares, ([quarter]) => Math.floor(quarter / 4)).values())
    for (const [, share] of ofYear) {
      const over = addColumn(model, { cost: weight })
      const under = addColumn(model, { cost: weight })
      const mean = ofYear.map(([, other]): Entry => [other, (other === share ? 1 : 0) - 1 / ofYear.length])
      addRow(model, 0, 0, [...mean, [over, -1], [under, 1]])
    }
}

export type Load = {
  readonly column: number
  readonly month: number
  readonly need: Need
  readonly hours: number
  readonly kind: Kind
  readonly at: number
}

/** What each planned follow-up asks of people; what is carried out asks nothing more. */
export function loadsOf(stage: MonthModel): Load[] {
  const load = (kind: Kind, { column, at, month }: { column: number; at: number; month: number }): Load => {
    const need = sampleOf(stage, at).needs[kind]
    return { column, month, need, kind, at, hours: need.reduce((sum, ticks) => sum + ticks, 0) }
  }
  return [
    ...stage.annual.filter(({ carriedOut }) => !carriedOut).map((one) => load(one.depth, one)),
    ...stage.extras.map((one) => load('extra', one)),
  ]
}

function sampleOf({ classes }: MonthModel, at: number): PlanUnit {
  return (classes[at] as UnitClass).sample // `at` comes from the classes themselves
}

export function ones(columns: readonly number[]): Entry[] {
  return columns.map((column) => [column, 1])
}
