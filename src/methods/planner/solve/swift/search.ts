import { carriedOut, openBoard } from '../board.ts'
import type { Instance } from '../instance.ts'
import { seeded } from '../random.ts'
import type { Visit } from '../visits.ts'
import type { Staffed } from '../staffing.ts'
import { clear, crewFor, lay, level, lift, openLedger, type Ledger } from './ledger.ts'
import {
  both,
  exchange,
  forget,
  nudge,
  openStep,
  relocate,
  reseat,
  swap,
  takeBack,
  turn,
  whole,
  type Move,
  type Step,
} from './moves.ts'
import { MOST_SPOTS, tableOf, type Ask, type Crew, type Spot } from './table.ts'

/** How long and how boldly; a step that costs about `hot` (at the end `cold`) times the scale may be taken. */
export type Heat = { readonly steps: number; readonly hot: number; readonly cold: number }
export type Chance = { readonly random: () => number; readonly stopped: () => boolean }

/** The cheapest plan met that overbooks nobody. */
type Found = { cost: number; months: number[]; crews: Crew[]; ways: number[] }
export type Swift = { readonly ledger: Ledger; readonly found: Found }

/** Undefined for a municipality so large that the month stage is the better way. */
export function openSwift(instance: Instance): Swift | undefined {
  if (instance.units.length * instance.years.length > MOST_SPOTS) return undefined
  const board = openBoard(instance)
  const table = tableOf(board)
  if (!table) return undefined
  return {
    ledger: openLedger(table, board.balance.weight),
    found: { cost: Infinity, months: [], crews: [], ways: [] },
  }
}

/** Steps for each follow-up, twice as many round by round up to a limit. */
const STEPS_EACH = 25_000
const MOST_DOUBLINGS = 2
/** From a plan that is good but overbooked, and from nothing. */
const FROM_PLAN = { hot: 0.6, cold: 0.02 }
const FROM_NOTHING = { hot: 2, cold: 0.02 }

type Round = {
  readonly round: number
  readonly seed?: number
  readonly stopped: () => boolean
  readonly enough: () => boolean
}

/** One round: from the month stage's plan and from nothing, unless `enough` says that what was found will do. */
export function searchRound(
  swift: Swift,
  visits: readonly Visit[],
  { round, seed = round, stopped, enough }: Round,
): void {
  const random = seeded(seed)
  const steps = swift.ledger.table.spots.length * STEPS_EACH * 2 ** Math.min(round - 1, MOST_DOUBLINGS)
  layPlan(swift, visits, random)
  anneal(swift, { steps, ...FROM_PLAN }, { random, stopped })
  if (stopped() || enough()) return
  scatter(swift, random)
  anneal(swift, { steps, ...FROM_NOTHING }, { random, stopped })
}

/** How often each kind of step is tried. */
const kinds: readonly (readonly [share: number, move: Move])[] = [
  [0.04, turn],
  [0.16, swap],
  [0.1, both],
  [0.06, reseat],
  [0.24, exchange],
  [0.02, whole],
  [0.16, nudge],
  [0.22, relocate],
]

/**
 * Simulated annealing on months and people together, for municipalities so small that whole visits decide. The same numbers
 * drawn give the same steps.
 */
export function anneal({ ledger, found }: Swift, { steps, hot, cold }: Heat, chance: Chance): void {
  const { random, stopped } = chance
  const { spots } = ledger.table
  const step = openStep(ledger, random)
  let heat = hot
  for (let at = 0; at < steps; at += 1) {
    if (at % 1024 === 0) {
      if (stopped()) return
      heat = ledger.scale * hot * (cold / hot) ** (at / steps)
    }
    const spot = spots[Math.floor(random() * spots.length)]
    if (spot && tryOne(step, spot, -heat * Math.log(1 - random()))) remember(ledger, found)
  }
}

function tryOne(step: Step, spot: Spot, limit: number): boolean {
  const { ledger, random } = step
  const before = ledger.cost + ledger.over
  forget(step)
  const done = moveFor(random())(step, spot)
  level(ledger)
  if (done && ledger.cost + ledger.over - before <= limit) return true
  takeBack(step)
  level(ledger)
  return false
}

function moveFor(drawn: number): Move {
  let left = drawn
  for (const [share, move] of kinds) {
    left -= share
    if (left < 0) return move
  }
  return relocate
}

function remember({ table, cost, broken }: Ledger, found: Found): void {
  if (broken > 0 || cost >= found.cost - 1e-9) return
  found.cost = cost
  for (const [at, { month, crew }] of table.spots.entries()) {
    found.months[at] = month
    found.crews[at] = crew
  }
  for (const [at, { way }] of table.lots.entries()) found.ways[at] = way
}

/** Nothing laid. */
function clearAll({ ledger }: Swift): void {
  for (const spot of ledger.table.spots) lift(ledger, spot)
}

/** Lays every annual follow-up in some month: where a search from nothing begins. */
function scatter(swift: Swift, random: () => number): void {
  clearAll(swift)
  const { ledger } = swift
  for (const spot of ledger.table.spots) if (!spot.extra) settle(ledger, spot, random)
  level(ledger)
}

/** Lays a plan as it is, whoever is overbooked by it. */
function layPlan(swift: Swift, visits: readonly Visit[], random: () => number): void {
  clearAll(swift)
  const { ledger } = swift
  const { from } = ledger.table.instance
  const wanted = new Map(
    visits.map((visit) => [
      keyOf(visit.unit.input.id, visit.kind, Math.floor((visit.month - from) / 12)),
      visit,
    ]),
  )
  const visitOf = ({ slot }: Spot) => wanted.get(keyOf(slot.unit.input.id, slot.kind, slot.year))
  for (const lot of ledger.table.lots) chooseWay(lot.spots, visitOf)
  for (const spot of ledger.table.spots) {
    const month = (visitOf(spot)?.month ?? from - 1) - from
    const crew =
      month >= 0 && spot.months.includes(month) && clear(spot, month)
        ? crewFor(ledger, spot, month, random)
        : undefined
    if (crew) lay(ledger, spot, month, crew)
    else if (!spot.extra) settle(ledger, spot, random)
  }
  level(ledger)
}

function chooseWay(spots: readonly Spot[], visitOf: (spot: Spot) => Visit | undefined): void {
  const [first] = spots
  if (!first) return
  const fits = (way: number) =>
    spots.every((spot) => {
      const visit = spot.extra ? undefined : visitOf(spot)
      return !visit || spot.inDepth[way] === (visit.depth === 'inDepth')
    })
  const way = Array.from({ length: first.lot.ways }, (_, at) => at).find(fits)
  first.lot.way = way ?? 0
}

/** In a month drawn among those that leave the year after one. */
function settle(ledger: Ledger, spot: Spot, random: () => number): void {
  const open = spot.months.filter((month) => clear(spot, month))
  const latest = spot.after?.months.at(-1) ?? Infinity
  const kind = open.filter((month) => latest - month >= spot.gap)
  const from = kind.length > 0 ? kind : open
  const month = from[Math.floor(random() * from.length)]
  const crew = month === undefined ? undefined : crewFor(ledger, spot, month, random)
  if (crew && month !== undefined) lay(ledger, spot, month, crew)
}

/** The best plan met; undefined when there is none yet. */
export function foundPlan({ ledger, found }: Swift): Staffed[] | undefined {
  const { instance, spots, lots } = ledger.table
  if (found.cost === Infinity) return undefined
  const wayOf = new Map(lots.map((lot, at) => [lot, found.ways[at] ?? 0]))
  const laid = spots.flatMap((spot, at): Staffed[] => {
    const way = wayOf.get(spot.lot) ?? 0
    const month = found.months[at] ?? -1
    const ask = spot.asks[spot.extra ? 0 : way]
    if (month < 0 || !ask) return []
    const { unit, kind } = spot.slot
    const depth = spot.inDepth[way] ? 'inDepth' : 'basic'
    return [
      {
        visit: { unit, kind, depth, month: month + instance.from },
        team: seated(instance.roles.length, ask, found.crews[at] ?? []),
      },
    ]
  })
  return [...carriedOut(instance), ...laid]
}

function seated(roles: number, ask: Ask, crew: Crew): Staffed['team'] {
  return Array.from({ length: roles }, (_, role) => crew[ask.roles.indexOf(role)])
}

function keyOf(unitId: string, kind: Visit['kind'], year: number): string {
  return `${unitId} ${kind} ${year}`
}
