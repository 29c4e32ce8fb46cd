import type { Instance } from './instance.ts'
import { eligibleByRole, professionsIn, sum } from './capacity.ts'
import { needOfVisit, type Visit } from './visits.ts'

/** The person, by number, in each role of a visit; undefined where the role is not needed. */
export type Team = readonly (number | undefined)[]
export type Staffed = { readonly visit: Visit; readonly team: Team }

/** A month while people are named: who sits where, and what each person has left. */
export type Desk = {
  readonly month: number
  readonly instance: Instance
  readonly eligible: readonly (readonly number[])[]
  readonly order: readonly number[]
  readonly teams: Map<Visit, (number | undefined)[]>
  readonly left: number[]
  readonly whole: readonly number[]
  /** Steps of moving others that may still be taken: the same on every machine. */
  patience: number
}
type Seat = { readonly visit: Visit; readonly role: number; readonly ticks: number }
type Undo = { readonly seat: Seat; readonly before: number | undefined }[]

const PATIENCE = 20_000

export function openDesk(instance: Instance, month: number): Desk {
  const whole = instance.people.map(({ capacity }) => capacity[month - instance.from] ?? 0)
  const eligible = eligibleByRole(instance)
  const scarcity = eligible.map((who) => sum(who, (person) => whole[person] ?? 0))
  const order = [...eligible.keys()].sort((a, b) => (scarcity[a] ?? 0) - (scarcity[b] ?? 0) || a - b)
  return { month, instance, eligible, order, whole, left: [...whole], teams: new Map(), patience: PATIENCE }
}

/**
 * Seats the visits by a list rule with repair: the scarcest role first, the largest visit first, the person with the lowest
 * share used. Gives the visits that found no team, which does not prove that there is none.
 */
export function seatAll(desk: Desk, visits: readonly Visit[]): Visit[] {
  const left = new Set(visits)
  for (const visit of visits)
    desk.teams.set(
      visit,
      needOfVisit(visit).map(() => undefined),
    )
  for (const role of desk.order)
    for (const seat of seatsOf([...left], role))
      if (!seatBest(desk, seat, []) && !makeRoom(desk, seat, { depth: 2, undo: [] })) {
        takeAway(desk, seat.visit)
        left.delete(seat.visit)
      }
  return visits.filter((visit) => !left.has(visit)).filter((visit) => !seatOne(desk, visit))
}

/** Seats one more visit, moving others if need be; false, and nothing changed, when it does not go. */
export function seatOne(desk: Desk, visit: Visit): boolean {
  const undo: Undo = []
  desk.teams.set(
    visit,
    needOfVisit(visit).map(() => undefined),
  )
  const seated = desk.order.every((role) =>
    seatsOf([visit], role).every(
      (seat) => seatBest(desk, seat, undo) || makeRoom(desk, seat, { depth: 2, undo }),
    ),
  )
  if (seated) return true
  for (const { seat, before } of undo.reverse()) sit(desk, seat, before, [])
  desk.teams.delete(visit)
  return false
}

/** Seats a visit with a team that is known to fit. */
export function seatGiven(desk: Desk, { visit, team }: Staffed): void {
  desk.teams.set(
    visit,
    needOfVisit(visit).map(() => undefined),
  )
  for (const [role, ticks] of needOfVisit(visit).entries()) sit(desk, { visit, role, ticks }, team[role], [])
}

function takeAway(desk: Desk, visit: Visit): void {
  for (const [role, ticks] of needOfVisit(visit).entries()) sit(desk, { visit, role, ticks }, undefined, [])
  desk.teams.delete(visit)
}

export function staffedOf({ teams }: Desk): Staffed[] {
  return [...teams].map(([visit, team]) => ({ visit, team: [...team] }))
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
  for (const person of candidates(desk, seat)) {
    const left = (desk.left[person] ?? 0) - seat.ticks
    const used = 1 - left / (desk.whole[person] ?? 1)
    if (left >= 0 && used < lowest) [best, lowest] = [person, used]
  }
  if (best !== undefined) sit(desk, seat, best, undo)
  return best !== undefined
}

/** Who may sit there beside those who already do, whatever time they have. */
function candidates(desk: Desk, seat: Seat): number[] {
  const team = desk.teams.get(seat.visit) ?? []
  return (desk.eligible[seat.role] ?? []).filter(
    (person) => !team.includes(person) && enoughProfessions(desk, seat, team, person),
  )
}

/** True when the professions wanted can still be reached with this person in this seat. */
function enoughProfessions(desk: Desk, { visit, role }: Seat, team: Team, person: number): boolean {
  const wanted = desk.instance.professionsPerTeam
  const needed = needOfVisit(visit).filter((ticks) => ticks > 0).length
  if (needed < 2 || wanted < 2) return true
  const seated = team.filter((one, at): one is number => one !== undefined && at !== role)
  return professionsIn(desk.instance, [...seated, person]) + needed - seated.length - 1 >= wanted
}

function sit(desk: Desk, seat: Seat, person: number | undefined, undo: Undo): void {
  const team = desk.teams.get(seat.visit)
  if (!team) return
  const before = team[seat.role]
  if (before !== undefined) desk.left[before] = (desk.left[before] ?? 0) + seat.ticks
  team[seat.role] = person
  if (person !== undefined) desk.left[person] = (desk.left[person] ?? 0) - seat.ticks
  undo.push({ seat, before })
}

type Reach = { readonly depth: number; readonly undo: Undo }

/** Moves somebody else's seat so that this one fits, through at most `depth` persons. */
function makeRoom(desk: Desk, seat: Seat, reach: Reach): boolean {
  return candidates(desk, seat).some((person) =>
    seatsOfPerson(desk, person).some((other) => {
      if (other.visit === seat.visit || desk.patience <= 0) return false
      if ((desk.left[person] ?? 0) + other.ticks < seat.ticks) return false
      return change(desk, { seat, other, person }, reach)
    }),
  )
}

function change(
  desk: Desk,
  { seat, other, person }: { seat: Seat; other: Seat; person: number },
  { depth, undo }: Reach,
): boolean {
  desk.patience -= 1
  const tried: Undo = []
  sit(desk, other, undefined, tried)
  sit(desk, seat, person, tried)
  if (seatElsewhere(desk, { seat: other, not: person }, { depth, undo: tried })) {
    undo.push(...tried)
    return true
  }
  for (const step of tried.reverse()) sit(desk, step.seat, step.before, [])
  return false
}

function seatElsewhere(desk: Desk, { seat, not }: { seat: Seat; not: number }, reach: Reach): boolean {
  const other = candidates(desk, seat).find(
    (person) => person !== not && (desk.left[person] ?? 0) >= seat.ticks,
  )
  if (other !== undefined) sit(desk, seat, other, reach.undo)
  return (
    other !== undefined || (reach.depth > 1 && makeRoom(desk, seat, { ...reach, depth: reach.depth - 1 }))
  )
}

function seatsOfPerson({ teams }: Desk, person: number): Seat[] {
  const seats: Seat[] = []
  for (const [visit, team] of teams) {
    const role = team.indexOf(person)
    if (role >= 0) seats.push({ visit, role, ticks: needOfVisit(visit)[role] ?? 0 })
  }
  return seats
}
