import { check, type Broken } from '#methods/planner/check/check.ts'
import { windowOf } from '#methods/planner/check/window.ts'
import type { FollowUp, InputUnit, PlanInput } from '#methods/planner/contract.ts'

export type Bare = Omit<FollowUp, 'team'>
type Person = PlanInput['staff'][number]
/** Which of those who may fill a role does: the next on the list, or the one with most hours left that month. */
export type Choice = 'inTurn' | 'mostLeft'

/**
 * Spreadsheet practice: each area's list spread evenly over the months of every year, moved only to a month the unit may
 * have; depths alternate down the list unless a schedule or the last one says; people in turn. Nobody looks at the hours.
 */
export function spreadsheet(input: PlanInput): FollowUp[] {
  const areas = Map.groupBy(input.units, ({ areaId }) => areaId)
  const bare = [...areas.values()].flatMap((units) =>
    units.flatMap((unit, at) => rowsOf(input, unit, (at + 0.5) / units.length)),
  )
  return withPeople(input, bare, 'inTurn')
}

/** `place` is how far down the list the unit stands, 0 to 1: a twelfth is January. */
function rowsOf(input: PlanInput, unit: InputUnit, place: number): Bare[] {
  const from = Number(input.horizon.from.slice(0, 4))
  const years = Array.from({ length: input.horizon.months / 12 }, (_, at) => from + at)
  const owed = years.flatMap((year) => {
    const { months } = windowOf(input, unit, year)
    const wanted = Math.floor(place * 12) + 1
    const [nearest] = months.toSorted((a, b) => far(a, wanted) - far(b, wanted))
    return nearest === undefined ? [] : [nearest]
  })
  const begins = unit.lastFollowUp ? unit.lastFollowUp.depth === 'basic' : place < 0.5
  return owed.map((month, at) => ({
    unitId: unit.id,
    month,
    kind: 'annual',
    depth: inDepth(unit, month, { at, begins }) ? 'inDepth' : 'basic',
  }))
}

function inDepth(
  { inDepthYears }: InputUnit,
  month: string,
  { at, begins }: { at: number; begins: boolean },
): boolean {
  return inDepthYears ? inDepthYears.includes(Number(month.slice(0, 4))) : at % 2 === (begins ? 0 : 1)
}

function far(month: string, wanted: number): number {
  return Math.abs(Number(month.slice(5)) - wanted)
}

/** Names people for follow-ups that have none; teams hold as far as the choice lets them, whatever the hours. */
export function withPeople(input: PlanInput, bare: readonly Bare[], choice: Choice): FollowUp[] {
  const desk = openDesk(input, choice)
  return bare.map((one) => desk.take({ ...one, team: desk.teamFor(one) }))
}

export type Desk = {
  readonly teamFor: (one: Bare) => FollowUp['team']
  readonly take: (one: FollowUp) => FollowUp
  /** Hours a person has left; below zero when overbooked. */
  readonly left: (staffId: string, month: string) => number
}

export function openDesk(input: PlanInput, choice: Choice): Desk {
  const units = new Map(input.units.map((unit) => [unit.id, unit]))
  const people = new Map(input.staff.map((person) => [person.id, person]))
  const given = new Map<string, number>()
  const left = (staffId: string, month: string) =>
    (people.get(staffId)?.hours[month] ?? 0) * (1 - input.rules.eventReserve) -
    (given.get(`${staffId} ${month}`) ?? 0)
  const turn = new Map<string, number>()
  const firstIn: Record<Choice, (month: string) => (a: Person, b: Person) => number> = {
    inTurn: () => (a, b) => (turn.get(a.id) ?? 0) - (turn.get(b.id) ?? 0),
    mostLeft: (month) => (a, b) => left(b.id, month) - left(a.id, month),
  }
  return {
    left,
    teamFor: (one) => {
      const hours = units.get(one.unitId)?.hours[one.kind === 'extra' ? 'extra' : one.depth] ?? {}
      return seated(input, hours, input.staff.toSorted(firstIn[choice](one.month)))
    },
    take: (one) => {
      for (const { staffId, hours } of one.team) {
        turn.set(staffId, (turn.get(staffId) ?? 0) + 1)
        given.set(`${staffId} ${one.month}`, (given.get(`${staffId} ${one.month}`) ?? 0) + hours)
      }
      return one
    },
  }
}

/** The first of the people who may, role by role; in the last seat somebody of another profession if there is one. */
function seated(
  input: PlanInput,
  hours: Readonly<Record<string, number>>,
  people: readonly Person[],
): FollowUp['team'] {
  const needed = input.roles.filter(({ id }) => (hours[id] ?? 0) > 0)
  return needed.reduce<FollowUp['team']>((team, { id, professions }) => {
    const able = people.filter((person) => mayJoin(person, professions, team))
    const last = team.length === needed.length - 1 && needed.length > 1
    const person = able.find((other) => !last || addsProfession(input, other, team)) ?? able[0]
    return person ? [...team, { staffId: person.id, role: id, hours: hours[id] ?? 0 }] : team
  }, [])
}

function mayJoin(
  { id, profession }: Person,
  professions: readonly string[],
  seated: FollowUp['team'],
): boolean {
  return professions.includes(profession) && !seated.some(({ staffId }) => staffId === id)
}

function addsProfession({ staff }: PlanInput, { profession }: Person, seated: FollowUp['team']): boolean {
  return seated.every(({ staffId }) => staff.find(({ id }) => id === staffId)?.profession !== profession)
}

export type Verdict = { readonly broken: number; readonly hoursOver: number }

/** What the check says of a plan, in two figures. */
export function verdictOf(input: PlanInput, followUps: readonly FollowUp[]): Verdict {
  const broken = check(input, followUps)
  return { broken: broken.length, hoursOver: Math.round(hoursOver(broken)) }
}

function hoursOver(broken: readonly Broken[]): number {
  return broken.filter(({ rule }) => rule === 'capacity').reduce((total, { amount = 0 }) => total + amount, 0)
}
