import type { Highs } from 'highs'
import { sum } from './capacity.ts'
import { run } from './highs.ts'
import { hoursOf } from './instance.ts'
import { addColumn, addRow, emptyModel, type Entry, type Model } from './model.ts'
import { loadsOf, ones, type Load, type MonthModel } from './month-model.ts'
import { seeded } from './random.ts'
import { relaxed } from './relaxed.ts'
import type { Sort } from './staffing-model.ts'
import { openDesk, seatOne, takeBack, unseat, type Desk, type Undo } from './staffing.ts'
import { askBook, type AskFor } from './swift/table.ts'
import { needOfVisit, type Visit } from './visits.ts'
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
  readonly askFor: AskFor
}

export function openHull(solver: Highs, stage: MonthModel): Hull {
  const holds = [...Map.groupBy(loadsOf(stage), ({ month }) => month)].map(([month, loads]) =>
    holdOf(stage, month, loads),
  )
  return { solver, stage, holds, random: seeded(1), askFor: askBook(stage.instance) }
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
    const loadOf = ({ sorts }: Hold) =>
      sorts.map(({ entries }) => sum(entries, ([column, times]) => times * (values[column] ?? 0)))
    const added = hull.holds.map((hold) => !stopped() && addRowFor(hull, hold, loadOf(hold)))
    if (!added.includes(true)) return bound
  }
}

/** Adds a row that a month of a plan breaks; false where there is none, though the month cannot be staffed. */
export function learnFrom(hull: Hull, month: number, visits: readonly Visit[]): boolean {
  const hold = hull.holds.find((one) => one.month === month)
  const needs = visits
    .filter((visit) => visit.month === month && !visit.executed)
    .map((one) => needOfVisit(one).join())
  const load = hold?.sorts.map(({ need }) => needs.filter((one) => one === need.join()).length)
  return hold !== undefined && load !== undefined && addRowFor(hull, hold, load)
}

/** So many loads are learnt of a month before it waits for the next round. */
const LESSONS = 40
/** A row broken by less than this is not worth its proof, and a load heavier by less no lesson. */
const WORTH_A_PROOF = 0.01
const SLACK = 2e-3

function addRowFor(hull: Hull, hold: Hold, load: Counts): boolean {
  for (let lesson = 0; lesson < LESSONS; lesson += 1) {
    const weights = separating(hull.solver, hold, load)
    if (weighed(weights, load) <= 1 + WORTH_A_PROOF) return false
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
  const { model, teams } = teamsOf(hull, hold, weights)
  const limits = { seconds: 5, gap: 1e-5, nodes: NODES }
  const { bound, values } = run(hull.solver, model, limits, {
    stopped: ({ objective }) => objective < -1 - SLACK,
  })
  const example = teams.map((columns) => sum(columns, (column) => Math.round(values?.[column] ?? 0)))
  return { most: -bound, ...(weighed(weights, example) > 1 + SLACK && { example }) }
}

/** How many follow-ups of each sort every team takes, within the hours of each person. */
function teamsOf(
  { stage: { instance }, askFor }: Hull,
  { month, sorts, most }: Hold,
  weights: Counts,
): { model: Model; teams: readonly (readonly number[])[] } {
  const model = emptyModel()
  const given = instance.people.map((): Entry[] => [])
  const teams = sorts.map(({ need }, at) => {
    const weight = weights[at] ?? 0
    const ask = weight > 0 ? askFor(need) : undefined
    const columns = (ask?.crews[month - instance.from] ?? []).map((crew) => {
      const column = addColumn(model, { cost: -weight, upper: most[at] ?? 0, whole: true })
      for (const [seat, person] of crew.entries())
        given[person]?.push([column, hoursOf(ask?.ticks[seat] ?? 0)])
      return column
    })
    if (columns.length > 0) addRow(model, -Infinity, most[at] ?? 0, ones(columns))
    return columns
  })
  for (const [person, entries] of given.entries())
    addRow(model, -Infinity, hoursOf(instance.people[person]?.capacity[month - instance.from] ?? 0), entries)
  return { model, teams }
}

/** So many times a few are taken out and what finds a team is put in, in another order. */
const TRIES = 250
/** How much the order is shaken, and how far a team is sought for each. */
const SHAKEN = 0.8
const PATIENCE = 40

type Laid = {
  readonly desk: Desk
  readonly load: number[]
  readonly visits: { readonly at: number; visit: Visit }[]
}

/** A load heavier than the known ones, looked for by taking out and putting in. */
function tryLoads({ stage, random }: Hull, hold: Hold, weights: Counts): Counts | undefined {
  const laid: Laid = { desk: openDesk(stage.instance, hold.month), load: hold.sorts.map(() => 0), visits: [] }
  let best = 0
  for (let turn = 0; turn < TRIES; turn += 1) {
    const before = [...laid.visits]
    const undo: Undo = []
    laid.desk.patience = PATIENCE
    for (let out = Math.min(before.length, Math.floor(random() * 4)); out > 0; out -= 1)
      takeOut(laid, random, undo)
    putIn(laid, hold, { weights, random, undo })
    const weight = weighed(weights, laid.load)
    if (weight > 1 + SLACK) return [...laid.load]
    if (weight >= best) best = weight
    else restore(laid, before, undo)
  }
  return undefined
}

function takeOut({ desk, load, visits }: Laid, random: () => number, undo: Undo): void {
  const [gone] = visits.splice(Math.floor(random() * visits.length), 1)
  if (!gone) return
  unseat(desk, gone.visit, undo)
  load[gone.at] = (load[gone.at] ?? 0) - 1
}

type Shaken = { readonly weights: Counts; readonly random: () => number; readonly undo: Undo }

/** As many as find a team, from the most weight for its hours on, more or less. */
function putIn({ desk, load, visits }: Laid, hold: Hold, { weights, random, undo }: Shaken): void {
  const order = hold.sorts
    .map(({ need }, at) => {
      const hours = sum(need, (ticks) => ticks)
      return { at, worth: ((weights[at] ?? 0) / hours) * (1 - SHAKEN * random()) }
    })
    .filter(({ worth }) => worth > 0)
    .sort((a, b) => b.worth - a.worth)
  for (const { at } of order)
    for (;;) {
      const visit = { ...(hold.samples[at] as Visit) } // there is one for each sort
      if ((load[at] ?? 0) >= (hold.most[at] ?? 0) || !seatOne(desk, visit, undo)) break
      visits.push({ at, visit })
      load[at] = (load[at] ?? 0) + 1
    }
}

function restore({ desk, load, visits }: Laid, before: Laid['visits'], undo: Undo): void {
  desk.patience = PATIENCE
  takeBack(undo, 0)
  load.fill(0)
  for (const { at } of before) load[at] = (load[at] ?? 0) + 1
  visits.splice(0, visits.length, ...before)
}
