import { quarterOf } from '../../months.ts'
import { quarterCapacity } from '../balance.ts'
import { hoursOf } from '../instance.ts'
import type { Ask, Crew, Spot, Table } from './table.ts'

/**
 * What a laid-out plan costs, kept up step by step. Hours and reports beyond what there is are allowed and cost: a search
 * that may pass through overbooked plans finds its way where whole visits leave no room.
 */
export type Ledger = {
  readonly table: Table
  /** Ticks by person and month. */
  readonly load: Float64Array
  readonly capacity: Float64Array
  readonly planned: Float64Array
  readonly quarters: Float64Array
  readonly reports: Float64Array
  readonly mostReports: readonly number[]
  /** By month, the meeting an in-depth follow-up is reported to, -1 after the last. */
  readonly meetings: readonly number[]
  readonly weight: number
  readonly scale: number
  readonly uneven: Float64Array
  /** Years whose quarters have changed since they were counted, as bits. */
  stale: number
  /** By the objective, less what no step changes. */
  cost: number
  /** What is overbooked, as a cost; and in how many places. */
  over: number
  broken: number
}

export function openLedger(table: Table, weight: number): Ledger {
  const { instance, span } = table
  const { from, months, people, meetings, mostReports, input, weights } = instance
  const lag = input.rules.reportLagMonths
  const whole = quarterCapacity(instance)
  const scale = weights.risk || 1
  const owed = table.spots.filter(({ extra }) => !extra).length
  return {
    ...{ table, weight, scale, stale: 0, cost: 0, over: owed * HOMELESS * scale, broken: owed },
    load: new Float64Array(people.length * span),
    capacity: Float64Array.from(people.flatMap(({ capacity }) => [...capacity])),
    planned: new Float64Array(span / 3),
    quarters: Float64Array.from({ length: span / 3 }, (_, at) => whole.get(quarterOf(from) + at) ?? 0),
    mostReports: mostReports.map((most) => Math.max(0, most)),
    reports: new Float64Array(meetings.length),
    meetings: months.map((month) => meetings.findIndex((meeting) => meeting >= month + lag)),
    uneven: new Float64Array(span / 12),
  }
}

/** What the follow-up asks as the unit's depths lie now. */
export function askOfSpot({ extra, asks, lot }: Spot): Ask | undefined {
  return asks[extra ? 0 : lot.way]
}

/** An annual follow-up without a month, likewise. */
const HOMELESS = 30

export function lay(ledger: Ledger, spot: Spot, month: number, crew: Crew): void {
  spot.month = month
  spot.crew = crew
  count(ledger, spot, 1)
  if (!spot.extra) charge(ledger, ledger.scale * HOMELESS, 0)
}

export function lift(ledger: Ledger, spot: Spot): void {
  if (spot.month < 0) return
  count(ledger, spot, -1)
  if (!spot.extra) charge(ledger, 0, ledger.scale * HOMELESS)
  spot.month = -1
}

function count(ledger: Ledger, spot: Spot, sign: 1 | -1): void {
  const { month, crew } = spot
  const ask = askOfSpot(spot)
  if (!ask) return
  for (let seat = 0; seat < crew.length; seat += 1)
    book(ledger, (crew[seat] ?? 0) * ledger.table.span + month, sign * (ask.ticks[seat] ?? 0))
  const quarter = Math.floor(month / 3)
  ledger.planned[quarter] = (ledger.planned[quarter] ?? 0) + sign * ask.total
  ledger.stale |= 1 << Math.floor(month / 12)
  ledger.cost += sign * (spot.cost[month] ?? 0)
  if (spot.inDepth[spot.lot.way]) report(ledger, ledger.meetings[month] ?? -1, sign)
}

/** What being overbooked costs beside the hours, and each hour, as a month's delay of the least risk twelve times. */
const OVER = 0.05
const EACH_HOUR = 1

function excess({ scale }: Ledger, ticks: number): number {
  return ticks > 0 ? scale * (OVER + EACH_HOUR * hoursOf(ticks)) : 0
}

function book(ledger: Ledger, cell: number, ticks: number): void {
  const load = ledger.load[cell] ?? 0
  const whole = ledger.capacity[cell] ?? 0
  ledger.load[cell] = load + ticks
  charge(ledger, excess(ledger, load - whole), excess(ledger, load + ticks - whole))
}

function report(ledger: Ledger, meeting: number, sign: 1 | -1): void {
  if (meeting < 0) return
  const before = (ledger.reports[meeting] ?? 0) - (ledger.mostReports[meeting] ?? Infinity)
  ledger.reports[meeting] = (ledger.reports[meeting] ?? 0) + sign
  charge(ledger, ledger.scale * Math.max(0, before), ledger.scale * Math.max(0, before + sign))
}

function charge(ledger: Ledger, before: number, after: number): void {
  ledger.over += after - before
  ledger.broken += (after > 0 ? 1 : 0) - (before > 0 ? 1 : 0)
}

/** Counts anew how unevenly the changed years lie. */
export function level(ledger: Ledger): void {
  for (let year = 0; ledger.stale !== 0; year += 1) {
    if (ledger.stale & (1 << year)) levelYear(ledger, year)
    ledger.stale &= ~(1 << year)
  }
}

function levelYear(ledger: Ledger, year: number): void {
  const { planned, quarters, uneven, weight } = ledger
  const share = (quarter: number) => (planned[quarter] ?? 0) / (quarters[quarter] ?? 1)
  let total = 0
  let open = 0
  for (let quarter = year * 4; quarter < year * 4 + 4; quarter += 1) {
    if (quarters[quarter] === 0) continue
    total += share(quarter)
    open += 1
  }
  let away = 0
  for (let quarter = year * 4; quarter < year * 4 + 4; quarter += 1)
    if (quarters[quarter] !== 0) away += Math.abs(share(quarter) - total / open)
  ledger.cost += weight * away - (uneven[year] ?? 0)
  uneven[year] = weight * away
}

/** Whether the month is allowed as the unit's others lie now. */
export function clear({ before, after, twin, gap }: Spot, month: number): boolean {
  if (before && before.month >= 0 && month - before.month < gap) return false
  if (after && after.month >= 0 && after.month - month < gap) return false
  return !twin || twin.month < 0 || Math.floor(twin.month / 3) !== Math.floor(month / 3)
}

const MOST_TRIED = 24

/** A team whose going overbooks least; which of several equal ones is left to chance. */
export function crewFor(ledger: Ledger, spot: Spot, month: number, random: () => number): Crew | undefined {
  const ask = askOfSpot(spot)
  const crews = ask?.crews[month]
  if (!ask || !crews || crews.length === 0) return undefined
  const from = Math.floor(random() * crews.length)
  let best: Crew | undefined
  let least = Infinity
  for (let turn = 0; turn < crews.length && turn < MOST_TRIED && least > 0; turn += 1) {
    const crew = crews[(from + turn) % crews.length] ?? []
    const over = overBy(ledger, ask, crew, month)
    if (over < least) [best, least] = [crew, over]
  }
  return best
}

function overBy(ledger: Ledger, { ticks }: Ask, crew: Crew, month: number): number {
  let over = 0
  for (let seat = 0; seat < crew.length; seat += 1) {
    const cell = (crew[seat] ?? 0) * ledger.table.span + month
    const asked = ticks[seat] ?? 0
    const beyond = (ledger.load[cell] ?? 0) + asked - (ledger.capacity[cell] ?? 0)
    over += excess(ledger, Math.min(beyond, asked))
  }
  return over
}
