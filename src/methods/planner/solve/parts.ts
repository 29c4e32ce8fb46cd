import { run } from './highs.ts'
import { learnFrom } from './hull.ts'
import type { Model } from './model.ts'
import type { MonthModel } from './month-model.ts'
import { seeded } from './random.ts'
import { goodEnough, over, seconds, type Search } from './search.ts'
import { startOf } from './start.ts'
import { visitsOf, type Visit } from './visits.ts'

/** What of a plan is open while the rest is held where it is. */
type Part = (place: { readonly at: number; readonly month: number }) => boolean

/** A part takes a second or two: by steps of the solver, which are the same on every machine, and by the clock at worst. */
const NODES = 150
const SECONDS = 10
/** Of the gap asked for, how near a part comes to its own bound. */
const SHARE_OF_GAP = 0.03

/** People for a plan, kept if it is better; gives the months where not everybody found a seat. */
type Lay = (visits: readonly Visit[]) => readonly number[]

/**
 * Improves the best plan part by part: a year or two halves of years at a time, then units drawn over all years, each solved
 * as well as it can be with the rest held. Ends when all parts have been tried in vain.
 */
export function improveParts(search: Search, round: number, lay: Lay): void {
  const random = seeded(round)
  const spans = spansOf(search.stage)
  let vain = 0
  for (let turn = 0; vain <= 2 * spans.length && !goodEnough(search) && !over(search); turn += 1) {
    const before = search.best?.objective
    improvePart(search, spans[turn % (spans.length + 1)] ?? someUnits(search.stage, random), lay)
    vain = search.best?.objective === before ? vain + 1 : 0
  }
}

/** A month that cannot be staffed as it was laid teaches the stage why, for the parts that follow. */
function improvePart(search: Search, part: Part, lay: Lay): void {
  const found = solvePart(search, part, search.best?.visits.map(({ visit }) => visit) ?? [])
  if (found) learn(search, found, lay(found))
}

function learn({ hull }: Search, visits: readonly Visit[], loose: readonly number[]): boolean {
  return loose.map((month) => hull !== undefined && learnFrom(hull, month, visits)).includes(true)
}

/** Months this near to one that cannot be staffed are open when it is mended. */
const NEAR = 4
const MENDINGS = 4

/** Brings a plan of the stage to where everybody finds a seat, by what its months teach; what comes of it is kept. */
export function mend(search: Search, visits: readonly Visit[], lay: Lay): void {
  let [now, loose] = [visits, lay(visits)]
  for (let turn = 0; turn < MENDINGS && loose.length > 0 && !over(search); turn += 1) {
    const open = loose
    const near: Part = ({ month }) => open.some((one) => Math.abs(one - month) <= NEAR + turn)
    const found = learn(search, now, loose) ? solvePart(search, near, now) : undefined
    if (!found) return
    now = found
    loose = lay(found)
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

function solvePart(search: Search, part: Part, from: readonly Visit[]): Visit[] | undefined {
  const { solver, stage, options } = search
  const start = startOf(stage, from)
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
