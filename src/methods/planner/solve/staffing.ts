import type { Instance } from './instance.ts'
import { eligibleByRole, sum } from './capacity.ts'
import { needOfVisit, type Visit } from './visits.ts'

/** The person, by number, in each role of a visit; undefined where the role is not needed. */
export type Team = readonly (number | undefined)[]
export type Staffed = { readonly visit: Visit; readonly team: Team }

/** A month while people are named: who sits where, and what each person has left. */
export type Desk = {
  readonly month: number
  readonly instance: Instance
  readonly eligible: readonly (readonly number[])[]
  /** Roles, the scarcest first. */
  readonly order: readonly number[]
  readonly teams: Map<Visit, (number | undefined)[]>
  /** The visits each person sits in. */
  readonly sittings: readonly Set<Visit>[]
  /** Each person's profession as a bit of its own. */
  readonly bits: readonly number[]
  readonly left: number[]
  readonly whole: readonly number[]
  /** Steps of moving others that may still be taken: the same on every machine. */
  patience: number
}
type Seat = { readonly visit: Visit; readonly role: number; readonly ticks: number }

/** What was done, so that it can be taken back, the last first. */
export type Undo = (() => void)[]

export function takeBack(undo: Undo, to = 0): void {
  while (undo.length > to) undo.pop()?.()
}

const PATIENCE = 20_000

/** More professions than bits would share one, which only makes teams look poorer than they are. */
function professionBits({ people }: Instance): number[] {
  const names = [...new Set(people.map(({ profession }) => profession))]
  return people.map(({ profession }) => 1 << (names.indexOf(profession) % 31))
}

export function openDesk(instance: Instance, month: number): Desk {
  const whole = instance.people.map(({ capacity }) => capacity[month - instance.from] ?? 0)
  const eligible = eligibleByRole(instance)
  const scarcity = eligible.map((who) => sum(who, (person) => whole[person] ?? 0))
  const order = [...eligible.keys()].sort((a, b) => (scarcity[a] ?? 0) - (scarcity[b] ?? 0) || a - b)
  const sittings = whole.map(() => new Set<Visit>())
  return {
    ...{ month, instance, eligible, order, whole, sittings, bits: professionBits(instance) },
    ...{ left: [...whole], teams: new Map(), patience: PATIENCE },
  }
}

/**
 * Seats the visits by a list rule with repair: the scarcest role first, the largest visit first, the person with the lowest
 * share used. Gives the visits that found no team, which does not prove that there is none.
 */
export function seatAll(desk: Desk, visits: readonly Visit[]): Visit[] {
  const left = new Set(visits)
  for (const visit of visits) desk.teams.set(visit, emptyTeam(visit))
  for (const role of desk.order)
    for (const seat of seatsOf([...left], role)) {
      const undo: Undo = []
      if (seatBest(desk, seat, undo) || makeRoom(desk, seat, { depth: 2, undo })) continue
      unseat(desk, seat.visit, undo)
      left.delete(seat.visit)
    }
  return visits.filter((visit) => !left.has(visit)).filter((visit) => !seatOne(desk, visit, []))
}

/** Seats one more visit, moving others through at most `depth` persons; false, and nothing changed, when it does not go. */
export function seatOne(desk: Desk, visit: Visit, undo: Undo, depth = 2): boolean {
  const before = undo.length
  desk.teams.set(visit, emptyTeam(visit))
  undo.push(() => desk.teams.delete(visit))
  const need = needOfVisit(visit)
  const seated = desk.order.every((role) => {
    const seat: Seat = { visit, role, ticks: need[role] ?? 0 }
    return seat.ticks === 0 || seatBest(desk, seat, undo) || makeRoom(desk, seat, { depth, undo })
  })
  if (!seated) takeBack(undo, before)
  return seated
}

/** Seats a visit with a team that is known to fit. */
export function seatGiven(desk: Desk, { visit, team }: Staffed): void {
  desk.teams.set(visit, emptyTeam(visit))
  for (const [role, ticks] of needOfVisit(visit).entries()) sit(desk, { visit, role, ticks }, team[role], [])
}

export function unseat(desk: Desk, visit: Visit, undo: Undo): void {
  for (const [role, ticks] of needOfVisit(visit).entries()) sit(desk, { visit, role, ticks }, undefined, undo)
  const team = desk.teams.get(visit) ?? []
  desk.teams.delete(visit)
  undo.push(() => desk.teams.set(visit, team))
}

export function staffedOf({ teams }: Desk): Staffed[] {
  return [...teams].map(([visit, team]) => ({ visit, team: [...team] }))
}

function emptyTeam(visit: Visit): undefined[] {
  return needOfVisit(visit).map(() => undefined)
}

/** The largest first; equal ones in the order they came. */
function seatsOf(visits: readonly Visit[], role: number): Seat[] {
  return visits
    .map((visit): Seat => ({ visit, role, ticks: needOfVisit(visit)[role] ?? 0 }))
    .filter(({ ticks }) => ticks > 0)
    .sort((a, b) => b.ticks - a.ticks)
}

function seatBest(desk: Desk, seat: Seat, undo: Undo): boolean {
  let best: number | undefined
  let lowest = Infinity
  for (const person of desk.eligible[seat.role] ?? []) {
    const left = (desk.left[person] ?? 0) - seat.ticks
    const used = -left / (desk.whole[person] ?? 1)
    if (left >= 0 && used < lowest && suits(desk, seat, person)) [best, lowest] = [person, used]
  }
  if (best !== undefined) sit(desk, seat, best, undo)
  return best !== undefined
}

/**
 * Whether a person may sit there beside those who already do, whatever time there is: nobody sits twice, and the
 * professions wanted can still be reached.
 */
function suits(desk: Desk, seat: Seat, person: number): boolean {
  const at = desk.teams.get(seat.visit)?.indexOf(person) ?? -1
  if (at >= 0 && at !== seat.role) return false
  const wanted = desk.instance.professionsPerTeam
  return wanted < 2 || professionsWithin(desk, seat, person) >= wanted
}

/** How many professions the team can still reach with the person; a team of one needs no more than it has. */
function professionsWithin({ teams, bits }: Desk, { visit, role }: Seat, person: number): number {
  const team = teams.get(visit) ?? []
  let mask = bits[person] ?? 0
  let open = 0
  let others = 0
  for (const [at, ticks] of needOfVisit(visit).entries()) {
    if (ticks === 0 || at === role) continue
    others += 1
    const seated = team[at]
    if (seated === undefined) open += 1
    else mask |= bits[seated] ?? 0
  }
  return others === 0 ? Infinity : ones(mask) + open
}

function ones(mask: number): number {
  let count = 0
  for (let left = mask; left !== 0; left &= left - 1) count += 1
  return count
}

function sit(desk: Desk, seat: Seat, person: number | undefined, undo: Undo): void {
  const before = desk.teams.get(seat.visit)?.[seat.role]
  if (before === person) return
  place(desk, seat, person)
  undo.push(() => place(desk, seat, before))
}

function place(desk: Desk, { visit, role, ticks }: Seat, person: number | undefined): void {
  const team = desk.teams.get(visit) ?? []
  const before = team[role]
  if (before !== undefined) {
    desk.left[before] = (desk.left[before] ?? 0) + ticks
    desk.sittings[before]?.delete(visit)
  }
  team[role] = person
  if (person === undefined) return
  desk.left[person] = (desk.left[person] ?? 0) - ticks
  desk.sittings[person]?.add(visit)
}

type Reach = { readonly depth: number; readonly undo: Undo }

/** Moves somebody else's seat so that this one fits, through at most `depth` persons. */
function makeRoom(desk: Desk, seat: Seat, reach: Reach): boolean {
  if (reach.depth === 0) return false
  for (const person of desk.eligible[seat.role] ?? []) {
    if ((desk.whole[person] ?? 0) < seat.ticks || !suits(desk, seat, person)) continue
    const visits = [...(desk.sittings[person] ?? [])]
    if (visits.some((visit) => visit !== seat.visit && swapped(desk, { seat, visit, person }, reach)))
      return true
  }
  return false
}

function swapped(
  desk: Desk,
  { seat, visit, person }: { seat: Seat; visit: Visit; person: number },
  reach: Reach,
): boolean {
  const other = seatOf(desk, visit, person)
  if (desk.patience <= 0 || (desk.left[person] ?? 0) + other.ticks < seat.ticks) return false
  return change(desk, { seat, other, person }, reach)
}

function seatOf({ teams }: Desk, visit: Visit, person: number): Seat {
  const role = teams.get(visit)?.indexOf(person) ?? 0
  return { visit, role, ticks: needOfVisit(visit)[role] ?? 0 }
}

function change(
  desk: Desk,
  { seat, other, person }: { seat: Seat; other: Seat; person: number },
  { depth, undo }: Reach,
): boolean {
  desk.patience -= 1
  const before = undo.length
  sit(desk, other, undefined, undo)
  sit(desk, seat, person, undo)
  if (seatElsewhere(desk, { seat: other, not: person }, { depth, undo })) return true
  takeBack(undo, before)
  return false
}

function seatElsewhere(desk: Desk, { seat, not }: { seat: Seat; not: number }, reach: Reach): boolean {
  for (const person of desk.eligible[seat.role] ?? [])
    if (person !== not && (desk.left[person] ?? 0) >= seat.ticks && suits(desk, seat, person)) {
      sit(desk, seat, person, reach.undo)
      return true
    }
  return makeRoom(desk, seat, { ...reach, depth: reach.depth - 1 })
}
