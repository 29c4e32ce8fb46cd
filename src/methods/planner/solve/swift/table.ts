import { monthNumber, quarterOf } from '../../months.ts'
import type { Board, Slot } from '../board.ts'
import { eligibleByRole, professionsIn } from '../capacity.ts'
import { annualCost, extraCost } from '../costs.ts'
import type { Instance, Need } from '../instance.ts'

/** The persons of a team, in the order of the ask's roles. */
export type Crew = readonly number[]

/** What a follow-up asks of people, and every team that may be sent. Months count from the first of the horizon. */
export type Ask = {
  readonly roles: readonly number[]
  readonly ticks: readonly number[]
  readonly total: number
  /** By month, the teams that could go if nothing else were asked of them. */
  readonly crews: readonly (readonly Crew[])[]
}

/** A unit, and which of its ways of laying the depths holds. */
export type Lot = { readonly ways: number; way: number; readonly spots: Spot[] }

/** The place of one unit, year and kind, and what lies there now: month -1 is nothing. */
export type Spot = {
  readonly slot: Slot
  readonly lot: Lot
  readonly extra: boolean
  readonly months: readonly number[]
  /** By month. */
  readonly cost: Float64Array
  /** By way of laying the depths; undefined where nothing is owed. An extra asks the same in all of them. */
  readonly asks: readonly (Ask | undefined)[]
  readonly inDepth: readonly boolean[]
  readonly gap: number
  /** All of its kind and year: those it may change months with. */
  peers: readonly Spot[]
  before: Spot | undefined
  after: Spot | undefined
  /** The unit's other kind of the same year, which must lie in another quarter. */
  twin: Spot | undefined
  month: number
  crew: Crew
}

export type Table = {
  readonly instance: Instance
  readonly span: number
  readonly lots: readonly Lot[]
  readonly spots: readonly Spot[]
}

/** Beyond this the month stage is the better way. */
export const MOST_SPOTS = 350
const MOST_CREWS = 150

/** The plan laid out for steps that take less than a millionth of a second; undefined for a municipality too large for it. */
export function tableOf({ instance, slots }: Board): Table | undefined {
  if (slots.length > MOST_SPOTS) return undefined
  const askFor = askBook(instance)
  const lots = new Map(
    instance.units.map((unit): [Slot['unit'], Lot] => [
      unit,
      { ways: unit.patterns.length, way: 0, spots: [] },
    ]),
  )
  for (const slot of slots) {
    const lot = lots.get(slot.unit)
    if (lot) lot.spots.push(spotOf(instance, { slot, lot, askFor }))
  }
  for (const { spots } of lots.values()) linkAll(spots)
  const spots = [...lots.values()].flatMap((lot) => lot.spots)
  const crews = spots.flatMap(({ asks }) =>
    asks.map((ask) => Math.max(0, ...(ask?.crews.map((all) => all.length) ?? []))),
  )
  if (Math.max(0, ...crews) > MOST_CREWS) return undefined
  for (const peers of Map.groupBy(spots, ({ slot }) => `${slot.kind} ${slot.year}`).values())
    for (const spot of peers) spot.peers = peers
  return { instance, span: instance.months.length, lots: [...lots.values()], spots }
}

type Making = { readonly slot: Slot; readonly lot: Lot; readonly askFor: (need: Need) => Ask }

function spotOf(instance: Instance, { slot, lot, askFor }: Making): Spot {
  const { unit, facts, kind, year } = slot
  const extra = kind === 'extra'
  const costs = extraCost(instance, unit, facts)
  const costIn = (month: number) => (extra ? costs.with(month) : annualCost(instance, unit, facts, month))
  const depths = unit.patterns.map((pattern) => pattern[year])
  const asks = extra ? [askFor(unit.needs.extra)] : depths.map((depth) => depth && askFor(unit.needs[depth]))
  const taken = facts.executed && quarterOf(monthNumber(facts.executed.month))
  const months = extra ? facts.extraMonths.filter((month) => quarterOf(month) !== taken) : facts.open
  return {
    ...{ slot, lot, extra, asks, gap: unit.gap, peers: [], month: -1, crew: [] },
    ...{ before: undefined, after: undefined, twin: undefined },
    months: months.map((month) => month - instance.from),
    cost: Float64Array.from(instance.months, costIn),
    inDepth: depths.map((depth) => !extra && depth === 'inDepth'),
  }
}

function linkAll(spots: readonly Spot[]): void {
  const annual = spots.filter(({ extra }) => !extra)
  for (const [at, spot] of annual.entries()) {
    spot.before = annual[at - 1]
    spot.after = annual[at + 1]
  }
  for (const spot of spots)
    spot.twin = spots.find(({ extra, slot }) => extra !== spot.extra && slot.year === spot.slot.year)
}

function askBook(instance: Instance): (need: Need) => Ask {
  const known = new Map<string, Ask>()
  const eligible = eligibleByRole(instance)
  return (need) => {
    const ask = known.get(need.join()) ?? askOf(instance, eligible, need)
    known.set(need.join(), ask)
    return ask
  }
}

function askOf(instance: Instance, eligible: readonly (readonly number[])[], need: Need): Ask {
  const roles = need.flatMap((ticks, role) => (ticks > 0 ? [role] : []))
  const ticks = roles.map((role) => need[role] ?? 0)
  const wanted = roles.length >= 2 ? instance.professionsPerTeam : 0
  const all = roles
    .reduce<Crew[]>((made, role) => made.flatMap((crew) => joined(crew, eligible[role] ?? [])), [[]])
    .filter((crew) => professionsIn(instance, crew) >= wanted)
  const hours = (person: number, at: number) => instance.people[person]?.capacity[at] ?? 0
  return {
    roles,
    ticks,
    total: ticks.reduce((sum, one) => sum + one, 0),
    crews: instance.months.map((_month, at) =>
      all.filter((crew) => crew.every((person, role) => hours(person, at) >= (ticks[role] ?? 0))),
    ),
  }
}

function joined(crew: Crew, people: readonly number[]): Crew[] {
  return people.filter((person) => !crew.includes(person)).map((person) => [...crew, person])
}
