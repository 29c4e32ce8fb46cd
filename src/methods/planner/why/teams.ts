import type { FollowUp } from '../contract.ts'
import { hoursFor, hoursGiven, limitOf, monthsAsked, type PlanIndex } from './plan-index.ts'

type Team = FollowUp['team']
type Seat = { readonly role: string; readonly hours: number; readonly able: readonly string[] }
/** A month while a team is sought: what each person has left when the follow-up itself is taken out. */
type Search = {
  readonly index: PlanIndex
  readonly seats: readonly Seat[]
  readonly left: (staffId: string) => number
  readonly month: string
  readonly wanted: number
  steps: number
}

/** As the check. */
const TOLERANCE = 1e-6
/** A team that is not found in so many steps is sought no longer: the answer must come at once, and always the same. */
const MOST_STEPS = 5_000

/**
 * Who would carry out a follow-up where it is tried: those who already do if they have the time, else the people with the
 * lowest share used; where nobody has, those who would be overbooked least. `at` is its place in the plan. Fewer members
 * than roles only where no team could ever hold.
 */
export function teamFor(index: PlanIndex, at: number, tried: FollowUp): Team {
  const search = searchOf(index, at, tried)
  const kept = keptTeam(search, tried.team)
  if (kept && fits(search, kept)) return kept
  return (
    seat(search, (one) => haveTime(search, one)) ??
    seat({ ...search, steps: 0 }, (one) => leastOver(search, one)) ??
    whoeverMay(search)
  )
}

function searchOf(index: PlanIndex, at: number, tried: FollowUp): Search {
  const unit = index.units.get(tried.unitId)?.input
  const hours = unit ? hoursFor(unit, tried) : {}
  const { roles, staff, rules } = index.input
  const seats = roles
    .filter(({ id }) => (hours[id] ?? 0) > 0)
    .map(({ id, professions }) => ({
      role: id,
      hours: hours[id] ?? 0,
      able: staff.filter(({ profession }) => professions.includes(profession)).map((person) => person.id),
    }))
  const known = new Map<string, number>()
  const months = monthsAsked(index, at, tried)
  // Where it asks the same of several months, the one with least left says how much it may ask.
  const free = (staffId: string) =>
    months.length *
    Math.min(
      ...months.map(
        (month) => limitOf(index, staffId, month) - hoursGiven(index, { staffId, month }, { at }),
      ),
    )
  return {
    index,
    // The role that fewest can fill is filled first.
    seats: seats.toSorted((a, b) => a.able.length - b.able.length),
    left: (staffId) => known.get(staffId) ?? remember(known, staffId, free(staffId)),
    month: tried.month,
    wanted: seats.length >= 2 ? rules.professionsPerTeam : 0,
    steps: 0,
  }
}

function remember(known: Map<string, number>, staffId: string, hours: number): number {
  known.set(staffId, hours)
  return hours
}

/** The same people in the same roles, with the hours asked now; undefined when they do not make a whole team. */
function keptTeam({ seats, index, wanted }: Search, team: Team): Team | undefined {
  const kept = seats.map(({ role, hours, able }) => {
    const member = team.find((one) => one.role === role && able.includes(one.staffId))
    return member && { ...member, hours }
  })
  const whole = kept.filter((member) => member !== undefined)
  const people = new Set(whole.map(({ staffId }) => staffId))
  if (whole.length < seats.length || people.size < whole.length) return undefined
  return professions(index, [...people]) >= wanted ? whole : undefined
}

function fits({ left }: Search, team: Team): boolean {
  return team.every(({ staffId, hours }) => hours <= left(staffId) + TOLERANCE)
}

type Choices = (seat: Seat) => readonly string[]

function haveTime(search: Search, { able, hours }: Seat): string[] {
  const { left, index, month } = search
  const used = (staffId: string) => (hours - left(staffId)) / (limitOf(index, staffId, month) || 1)
  const free = able.filter((staffId) => hours <= left(staffId) + TOLERANCE)
  return bestOfEach(
    search,
    free.toSorted((a, b) => used(a) - used(b)),
  )
}

function leastOver(search: Search, { able }: Seat): string[] {
  return bestOfEach(
    search,
    able.toSorted((a, b) => search.left(b) - search.left(a)),
  )
}

/**
 * The first of each profession, as many as the team has seats. Others are never needed: whoever stands further back can
 * be changed for one of these who sits nowhere else.
 */
function bestOfEach({ index, seats }: Search, people: readonly string[]): string[] {
  const count = new Map<string, number>()
  return people.filter((staffId) => {
    const profession = index.staff.get(staffId)?.profession ?? ''
    count.set(profession, (count.get(profession) ?? 0) + 1)
    return (count.get(profession) ?? 0) <= seats.length
  })
}

/** Seats role by role in the order of the choices, and goes back where the professions do not suffice. */
function seat(search: Search, choices: Choices, team: Team = []): Team | undefined {
  const next = search.seats[team.length]
  if (!next) return enough(search, team) ? team : undefined
  for (const staffId of choices(next)) {
    if (team.some((member) => member.staffId === staffId)) continue
    if (search.steps >= MOST_STEPS) return undefined
    search.steps += 1
    const found = seat(search, choices, [...team, { staffId, role: next.role, hours: next.hours }])
    if (found) return found
  }
  return undefined
}

function enough({ index, wanted }: Search, team: Team): boolean {
  return (
    professions(
      index,
      team.map(({ staffId }) => staffId),
    ) >= wanted
  )
}

function professions({ staff }: PlanIndex, people: readonly string[]): number {
  return new Set(people.map((staffId) => staff.get(staffId)?.profession)).size
}

/** No team can hold the rules: those who may sit somewhere sit there, and the check says what is missing. */
function whoeverMay(search: Search): Team {
  return search.seats.reduce<Team>((team, next) => {
    const staffId = leastOver(search, next).find((one) => !team.some((member) => member.staffId === one))
    return staffId === undefined ? team : [...team, { staffId, role: next.role, hours: next.hours }]
  }, [])
}
