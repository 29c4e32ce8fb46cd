import type { Highs } from 'highs'
import { sum } from './capacity.ts'
import { run } from './highs.ts'
import type { Instance } from './instance.ts'
import { addColumn, addRow, emptyModel, type Entry } from './model.ts'
import { loadsOf, type Load, type MonthModel } from './month-model.ts'
import { seeded } from './random.ts'
import { relaxed } from './relaxed.ts'
import { addStaffing, type Sort } from './staffing-model.ts'
import { openDesk, seatOne } from './staffing.ts'
import type { Visit } from './visits.ts'
import { sortsOf } from './whole-stage.ts'

/** How many follow-ups of each sort: the load of a month, or what each of them weighs in a row. */
type Counts = readonly number[]

/** What one month can hold, as far as it is known. */
type Hold = {
  readonly month: number
  readonly sorts: readonly Sort[]
  /** One follow-up of each sort, to try people with. */
  readonly samples: readonly Visit[]
  readonly most: Counts
  /** Loads that can be staffed. */
  readonly known: Counts[]
}

/**
 * Rows that tell the month stage how whole visits fill whole people. The loads of a month that can be staffed are a set of
 * points; where the stage's shares lie outside their convex hull, a row is found that all the points keep and the shares
 * break. Exact for what it adds: each row's limit is proven person by person.
 */
export type Hull = {
  readonly solver: Highs
  readonly stage: MonthModel
  readonly holds: readonly Hold[]
  readonly random: () => number
}

export function openHull(solver: Highs, stage: MonthModel): Hull {
  const holds = [...Map.groupBy(loadsOf(stage), ({ month }) => month)].map(([month, loads]) =>
    holdOf(stage, month, loads),
  )
  return { solver, stage, holds, random: seeded(1) }
}

function holdOf({ classes, model }: MonthModel, month: number, loads: readonly Load[]): Hold {
  const sorts = sortsOf(loads)
  const bySort = Map.groupBy(loads, ({ need }) => need.join())
  const samples = sorts.map(({ need }): Visit => {
    const [{ at, kind }] = bySort.get(need.join()) as [Load, ...Load[]] // the sorts are made of these loads
    const { sample } = classes[at] as { sample: Visit['unit'] } // `at` comes from the classes themselves
    return kind === 'extra'
      ? { unit: sample, month, kind: 'extra', depth: 'basic' }
      : { unit: sample, month, kind: 'annual', depth: kind }
  })
  const most = sorts.map(({ entries }) => sum(entries, ([column]) => model.upper[column] ?? 0))
  return { month, sorts, samples, most, known: [] }
}

/** Rounds go on while the bound rises by at least this share. */
const WORTH_A_ROUND = 5e-4

/** Adds rows, round by round, and gives what no plan can cost less than; infinite where shares already have no room. */
export function tighten(hull: Hull, { stopped }: { stopped: () => boolean }): number {
  let bound = 0
  for (;;) {
    const { status, values, objective } = run(hull.solver, relaxed(hull.stage.model), { seconds: 60, gap: 0 })
    if (status === 'infeasible') return Infinity
    if (status !== 'optimal' || !values) return bound
    const risen = objective - bound
    bound = objective
    if (stopped() || risen < WORTH_A_ROUND * bound) return bound
    const added = hull.holds.map((hold) => !stopped() && addRowFor(hull, hold, values))
    if (!added.includes(true)) return bound
  }
}

/** So many loads are learnt of a month before it waits for the next round. */
const LESSONS = 40
/** A row broken by less than this is not worth having. */
const SLACK = 2e-3

function addRowFor(hull: Hull, hold: Hold, values: Float64Array): boolean {
  const load = hold.sorts.map(({ entries }) =>
    sum(entries, ([column, times]) => times * (values[column] ?? 0)),
  )
  for (let lesson = 0; lesson < LESSONS; lesson += 1) {
    const weights = separating(hull.solver, hold, load)
    if (weighed(weights, load) <= 1 + SLACK) return false
    const { most, example } = heaviest(hull, hold, weights)
    if (example) hold.known.push(example)
    if (weighed(weights, load) > most + SLACK) {
      addRow(hull.stage.model, -Infinity, most + 1e-6, entriesOf(hold, weights))
      return true
    }
    if (!example) return false
  }
  return false
}

function entriesOf({ sorts }: Hold, weights: Counts): Entry[] {
  return sorts.flatMap(({ entries }, at) => {
    const weight = weights[at] ?? 0
    return weight > 0 ? entries.map(([column, times]): Entry => [column, times * weight]) : []
  })
}

function weighed(weights: Counts, counts: Counts): number {
  return weights.reduce((total, weight, at) => total + weight * (counts[at] ?? 0), 0)
}

/** Weights are kept to so many parts of one, so that they are the same in the row and in its proof. */
const PARTS = 1e6
/** A sort that no known load holds weighs no more than this. */
const HEAVIEST = 100

/** The weights by which every known load weighs at most one and this load most. */
function separating(solver: Highs, { known }: Hold, load: Counts): Counts {
  const model = emptyModel()
  for (const count of load) addColumn(model, { cost: -count, upper: count < 1e-7 ? 0 : HEAVIEST })
  for (const one of known)
    addRow(
      model,
      -Infinity,
      1,
      one.flatMap((count, at): Entry[] => (count > 0 ? [[at, count]] : [])),
    )
  const { values } = run(solver, model, { seconds: 5, gap: 0 })
  return load.map((_, at) => Math.round((values?.[at] ?? 0) * PARTS) / PARTS)
}

type Heaviest = {
  /** No load that can be staffed weighs more. */
  readonly most: number
  /** One that weighs more than the known ones, where there is one. */
  readonly example?: Counts
}

const NODES = 400

/** What weighs most of all that can be staffed. A load heavier than the known ones will do, and is looked for by trying first. */
function heaviest(hull: Hull, hold: Hold, weights: Counts): Heaviest {
  const tried = tryLoads(hull, hold, weights)
  if (tried) return { most: Infinity, example: tried }
  const model = emptyModel()
  const used = hold.sorts.flatMap((sort, at) => ((weights[at] ?? 0) > 0 ? [{ sort, at }] : []))
  const columns = used.map(({ at }) =>
    addColumn(model, { cost: -(weights[at] ?? 0), upper: hold.most[at] ?? 0, whole: true }),
  )
  const sorts = used.map(({ sort }, turn): Sort => ({
    need: sort.need,
    entries: [[columns[turn] ?? 0, 1]],
    count: 0,
  }))
  addStaffing(model, hull.stage.instance, hold.month, sorts)
  const limits = { seconds: 5, gap: 1e-5, nodes: NODES }
  const { bound, values } = run(hull.solver, model, limits, {
    stopped: ({ objective }) => objective < -1 - SLACK,
  })
  const example = hold.sorts.map(() => 0)
  for (const [turn, { at }] of used.entries()) example[at] = Math.round(values?.[columns[turn] ?? 0] ?? 0)
  return { most: -bound, ...(weighed(weights, example) > 1 + SLACK && { example }) }
}

/** From the most weight for its hours to the most weight, by chance in between. */
const TRIES = 12

function tryLoads({ stage: { instance }, random }: Hull, hold: Hold, weights: Counts): Counts | undefined {
  for (let turn = 0; turn < TRIES; turn += 1) {
    const load = filled(instance, hold, { weights, noise: turn / TRIES, random })
    if (weighed(weights, load) > 1 + SLACK) return load
  }
  return undefined
}

type Wanted = { readonly weights: Counts; readonly noise: number; readonly random: () => number }

/** As many as find a team, sort by sort. */
function filled(instance: Instance, hold: Hold, { weights, noise, random }: Wanted): Counts {
  const desk = openDesk(instance, hold.month)
  const worth = ({ need }: Sort, at: number) =>
    ((weights[at] ?? 0) / sum(need, (ticks) => ticks)) ** (1 - noise * random())
  const order = hold.sorts
    .map((sort, at) => ({ at, worth: worth(sort, at) }))
    .filter(({ at }) => (weights[at] ?? 0) > 0)
    .sort((a, b) => b.worth - a.worth || a.at - b.at)
  const load = hold.sorts.map(() => 0)
  for (const { at } of order)
    while ((load[at] ?? 0) < (hold.most[at] ?? 0) && seatOne(desk, { ...(hold.samples[at] as Visit) }, []))
      load[at] = (load[at] ?? 0) + 1
  return load
}
