import { monthNumber, quarterOf } from '../../months.ts'
import type { Board, Slot } from '../board.ts'
import { eligibleByRole, professionsIn, professionsWanted, rolesOf } from '../capacity.ts'
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
  if (slots.some((slot) => needsOf(slot).some((need) => need && !askFor(need)))) return undefined
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
  for (const peers of Map.groupBy(spots, ({ slot }) => `${slot.kind} ${slot.year}`).values())
    for (const spot of peers) spot.peers = peers
  return { instance, span: instance.months.length, lots: [...lots.values()], spots }
}

/** By the ways of laying the depths; undefined where nothing is owed. */
function needsOf({ unit, kind, year }: Slot): readonly (Need | undefined)[] {
  if (kind === 'extra') return [unit.needs.extra]
  return unit.patterns.map((pattern) => pattern[year] && unit.needs[pattern[year]])
}

type Making = { readonly slot: Slot; readonly lot: Lot; readonly askFor: AskFor }

function spotOf(instance: Instance, { slot, lot, askFor }: Making): Spot {
  const { unit, facts, kind, year } = slot
  const extra = kind === 'extra'
  const costs = extraCost(instance, unit, facts)
  const costIn = (month: number) => (extra ? costs.with(month) : annualCost(instance, unit, facts, month))
  const depths = unit.patterns.map((pattern) => pattern[year])
  const asks = needsOf(slot).map((need) => need && askFor(need))
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

/** Undefined where so many teams may be sent that the month stage is the better way. */
export type AskFor = (need: Need) => Ask | undefined

/** What each need asks of people, worked out once. */
export function askBook(instance: Instance): AskFor {
  const known = new Map<string, Ask | undefined>()
  const eligible = eligibleByRole(instance)
  return (need) => {
    const key = need.join()
    if (!known.has(key)) known.set(key, askOf(instance, eligible, need))
    return known.get(key)
  }
}

function askOf(instance: Instance, eligible: readonly (readonly number[])[], need: Need): Ask | undefined {
  const roles = rolesOf(need)
  const ticks = roles.map((role) => need[role] ?? 0)
  const wanted = professionsWanted(instance, need)
  const made = crewsOf(roles.map((role) => eligible[role] ?? []))
  const all = made?.filter((crew) => professionsIn(instance, crew) >= wanted)
  const hours = (person: number, at: number) => instance.people[person]?.capacity[at] ?? 0
  const crews: Crew[][] = []
  for (const at of instance.months.keys()) {
    const able = all?.filter((crew) => crew.every((person, role) => hours(person, at) >= (ticks[role] ?? 0)))
    if (!able || able.length > MOST_CREWS) return undefined
    crews.push(able)
  }
  return { roles, ticks, total: ticks.reduce((sum, one) => sum + one, 0), crews }
}

/** Crews that differ are as many as people to the power of roles: counted before they are made, and given up beyond this. */
const MOST_MADE = 5_000

function crewsOf(choices: readonly (readonly number[])[]): Crew[] | undefined {
  let made: Crew[] = [[]]
  for (const people of choices) {
    if (made.length * people.length > MOST_MADE) return undefined
    made = made.flatMap((crew) => joined(crew, people))
  }
  return made
}

function joined(crew: Crew, people: readonly number[]): Crew[] {
  return people.filter((person) => !crew.includes(person)).map((person) => [...crew, person])
}
