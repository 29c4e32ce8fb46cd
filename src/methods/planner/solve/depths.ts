import type { Depth, FollowUp, InputUnit, PlanInput } from '../contract.ts'
import { monthNumber } from '../months.ts'
import type { Window } from './windows.ts'

/** The depth of each year's annual follow-up; undefined where none is owed. */
export type Pattern = readonly (Depth | undefined)[]

type Year = { readonly window: Window; readonly executed?: FollowUp }
type Known = {
  readonly years: readonly Year[]
  /** All of the unit's annual ones that are carried out. */
  readonly carriedOut: readonly FollowUp[]
}

/** The depths the years may have together: as the schedule says, or every way that keeps the rule of depths. */
export function patternsOf(input: PlanInput, unit: InputUnit, { years, carriedOut }: Known): Pattern[] {
  const owed = years.flatMap(({ window, executed }, at) => (executed || window.months.length > 0 ? [at] : []))
  if (unit.inDepthYears) return [scheduled(years, owed, new Set(unit.inDepthYears))]
  const history = historyOf(input, unit, carriedOut)
  const last = years.at(-1)?.window.year ?? 0
  const after = carriedOut.filter(({ month }) => Number(month.slice(0, 4)) > last)
  const given = [...owed.map((at) => years[at]?.executed?.depth), ...after.map(({ depth }) => depth)]
  return sequences({ history, given, every: input.rules.inDepthEveryYears }).map((depths) => {
    const byYear = new Map(owed.map((at, turn) => [at, depths[turn]]))
    return years.map((_, at) => byYear.get(at))
  })
}

function scheduled(years: readonly Year[], owed: readonly number[], inDepth: ReadonlySet<number>): Pattern {
  return years.map(({ window, executed }, at) => {
    if (!owed.includes(at)) return undefined
    return executed?.depth ?? (inDepth.has(window.year) ? 'inDepth' : 'basic')
  })
}

/** The depths before the horizon, as far as the rule counts them, the latest last. */
function historyOf(
  { horizon, rules }: PlanInput,
  { lastFollowUp }: InputUnit,
  carriedOut: readonly FollowUp[],
): Depth[] {
  const every = rules.inDepthEveryYears
  const from = monthNumber(horizon.from)
  const earlier = carriedOut.filter(({ month }) => monthNumber(month) < from)
  const known = carriedOut.some(({ month }) => month === lastFollowUp?.month)
  const free = every === 1 || (every > 2 && lastFollowUp?.depth === 'basic')
  return [...earlier, ...(lastFollowUp && !known && !free ? [lastFollowUp] : [])]
    .sort((a, b) => monthNumber(a.month) - monthNumber(b.month))
    .map(({ depth }) => depth)
}

type Chain = {
  readonly history: readonly Depth[]
  /** The depth of each owed follow-up where it is carried out. */
  readonly given: readonly (Depth | undefined)[]
  readonly every: number
}

/** Where the rule asks nothing, for there are too few, of so many at most is every way tried; of more those with one at most. */
const FREE = 3

/** Every way of giving the owed follow-ups depths; the first in depth as early as may be comes first. */
function sequences({ history, given, every }: Chain): Depth[][] {
  return given.reduce<Depth[][]>(
    (made, done, at) =>
      made.flatMap((before) =>
        (done ? [done] : (['inDepth', 'basic'] as const))
          .map((depth): Depth[] => [...before, depth])
          .filter((depths) => holds({ history, given: given.slice(0, at + 1), every }, depths))
          .filter(
            (depths) => at < FREE || at >= every || depths.filter((one) => one === 'inDepth').length <= 1,
          ),
      ),
    [[]],
  )
}

/**
 * Whether the latest `every` follow-ups have one in depth among them. What is carried out can break nothing by itself:
 * those to come have the one that is missing, or none where there is one or more already.
 */
function holds({ history, given, every }: Chain, depths: readonly Depth[]): boolean {
  const latest = [
    ...history.map((depth) => ({ depth, done: true })),
    ...depths.map((depth, at) => ({ depth, done: given[at] !== undefined })),
  ].slice(-every)
  const inDepth = (done: boolean) =>
    latest.filter((one) => one.done === done && one.depth === 'inDepth').length
  if (latest.length < every || latest.every(({ done }) => done)) return true
  return inDepth(false) === Math.max(0, 1 - inDepth(true))
}
