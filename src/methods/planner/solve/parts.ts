import { run } from './highs.ts'
import type { Model } from './model.ts'
import type { MonthModel } from './month-model.ts'
import { seeded } from './random.ts'
import { goodEnough, over, seconds, type Search } from './search.ts'
import { startOf } from './start.ts'
import { visitsOf, type Visit } from './visits.ts'

/** What of a plan is open while the rest is held where it is. */
type Part = (place: { readonly at: number; readonly month: number }) => boolean

/** A part takes a second or two: by steps of the solver, which are the same on every machine, and by the clock at worst. */
const NODES = 400
const SECONDS = 10
/** Of the gap asked for, how near a part comes to its own bound. */
const SHARE_OF_GAP = 0.03

/**
 * Improves the best plan part by part: a year or two halves of years at a time, then units drawn over all years, each solved
 * as well as it can be with the rest held. `lay` names people and keeps what is better. Ends when all parts have been tried
 * in vain.
 */
export function improveParts(search: Search, round: number, lay: (visits: readonly Visit[]) => void): void {
  const random = seeded(round)
  const spans = spansOf(search.stage)
  let vain = 0
  for (let turn = 0; vain <= 2 * spans.length && !goodEnough(search) && !over(search); turn += 1) {
    const before = search.best?.objective
    const span = spans[turn % (spans.length + 1)]
    const found = solvePart(search, span ?? someUnits(search.stage, random))
    if (found) lay(found)
    vain = search.best?.objective === before ? vain + 1 : 0
  }
}

/** Twelve months at a time, beginning with each half-year. */
function spansOf({ instance: { from, months } }: MonthModel): Part[] {
  const starts = Array.from({ length: Math.max(1, months.length / 6 - 1) }, (_, half) => from + half * 6)
  const years = [...starts.filter((_, half) => half % 2 === 0), ...starts.filter((_, half) => half % 2 === 1)]
  return years.map(
    (start) =>
      ({ month }) =>
        month >= start && month < start + 12,
  )
}

const SHARE_OF_UNITS = 0.35

function someUnits({ classes }: MonthModel, random: () => number): Part {
  const drawn = new Set(classes.keys().filter(() => random() < SHARE_OF_UNITS))
  return ({ at }) => drawn.has(at)
}

function solvePart(search: Search, part: Part): Visit[] | undefined {
  const { solver, stage, best, options } = search
  const start = startOf(stage, best?.visits.map(({ visit }) => visit) ?? [])
  const limits = {
    seconds: Math.min(SECONDS, options.seconds - seconds(search)),
    gap: options.gap * SHARE_OF_GAP,
    nodes: NODES,
  }
  const { values } = run(solver, held(stage, start, part), limits, { start, stopped: () => over(search) })
  return values && visitsOf(stage, values)
}

/** The stage with everything outside the part fixed. */
function held(stage: MonthModel, start: ReadonlyMap<number, number>, part: Part): Model {
  const { model, annual, extras } = stage
  const [lower, upper] = [[...model.lower], [...model.upper]]
  for (const place of [...annual, ...extras])
    if (!part(place)) lower[place.column] = upper[place.column] = start.get(place.column) ?? 0
  return { ...model, lower, upper }
}
