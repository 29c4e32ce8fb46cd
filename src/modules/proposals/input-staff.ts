import type { InputUnit, PlanInput } from '#methods/planner/contract.ts'
import type { Ground, Person } from './ground.ts'
import type { Assumptions, Note } from './rules.ts'

/** The person that is supposed beside those there are. */
export const addedId = 'tillkommande'

/** By whose role the law or the board's own order gives a part of the team to one profession alone. */
const experts = { mas: 'MAS', mar: 'MAR', sas: 'SAS' } as const
const unnamed = 'Utredare'

/** What a person is, to the computing: their office where it is one of the three, else the profession of their account. */
export function professionOf(person: Pick<Person, 'profession' | 'roles'>): string {
  for (const [role, word] of Object.entries(experts)) if (person.roles.includes(role)) return word
  return person.profession.trim() || unnamed
}

/** All professions that a supposed person may have: those there are, and the three offices. */
export function professionsOf(people: readonly Pick<Person, 'profession' | 'roles'>[]): string[] {
  return [...new Set([...people.map(professionOf), ...Object.values(experts)])].toSorted((one, other) =>
    one.localeCompare(other, 'sv'),
  )
}

/** Who may fill which part of a team. The lead is anybody but those who answer for health care; the second is anybody. */
export function rolesOf(
  people: readonly Pick<Person, 'profession' | 'roles'>[],
  units: readonly InputUnit[],
) {
  const all = professionsOf(people)
  const leads = all.filter((one) => one !== experts.mas && one !== experts.mar)
  const needed = new Set(
    units.flatMap(({ hours }) => Object.values(hours).flatMap((one) => Object.keys(one ?? {}))),
  )
  const allowed: Record<string, readonly string[]> = {
    lead: leads,
    second: all,
    mas: [experts.mas],
    mar: [experts.mar],
    sas: [experts.sas],
  }
  return Object.entries(allowed)
    .filter(([role]) => needed.has(role))
    .map(([id, professions]) => ({ id, professions: [...professions] }))
}

/**
 * Everybody's hours month by month, without what rows placed by hand ask of them. A year in which nothing has been set of a
 * person is as the latest year before it; where nothing has ever been set, there are no hours.
 */
export function staffOf(
  ground: Ground,
  assumptions: Assumptions,
): { staff: PlanInput['staff']; notes: Note[] } {
  const people = ground.people.map((person) => ({ person, years: yearsOf(ground, person) }))
  const staff = people.map(({ person, years }) => ({
    id: person.id,
    profession: professionOf(person),
    hours: hoursOf(ground, assumptions, (month, year) => {
      const from = years.get(year)
      return from === undefined
        ? 0
        : (person.hours[`${from}-${month}`] ?? 0) - (person.taken[`${year}-${month}`] ?? 0)
    }),
  }))
  const notes = ground.years.flatMap((year) =>
    notesOf(
      year,
      people.map(({ years }) => years.get(year)),
    ),
  )
  const added = addedPerson(ground, assumptions)
  return { staff: [...staff, ...added].filter(({ hours }) => Object.keys(hours).length > 0), notes }
}

/** The year whose hours hold for each year of the plan. */
function yearsOf(ground: Ground, person: Person): Map<number, number> {
  const known = [...new Set(Object.keys(person.hours).map((month) => Number(month.slice(0, 4))))]
  return new Map(
    ground.years.flatMap((year) => {
      const from = Math.max(...known.filter((one) => one <= year))
      return Number.isFinite(from) ? [[year, from] as const] : []
    }),
  )
}

function notesOf(year: number, from: readonly (number | undefined)[]): Note[] {
  const copied = from.filter((one) => one !== undefined && one !== year).length
  const none = from.filter((one) => one === undefined).length
  return [
    ...(copied > 0 ? [{ code: 'hoursCopied' as const, year, people: copied }] : []),
    ...(none > 0 ? [{ code: 'noHours' as const, year, people: none }] : []),
  ]
}

function hoursOf(
  { years, from = '' }: Ground,
  { noJuly }: Assumptions,
  hours: (month: string, year: number) => number,
): Record<string, number> {
  const months = Array.from({ length: 12 }, (_, at) => String(at + 1).padStart(2, '0'))
  return Object.fromEntries(
    years.flatMap((year) =>
      months
        .map(
          (month) =>
            [
              `${year}-${month}`,
              `${year}-${month}` < from || (noJuly && month === '07') ? 0 : rounded(hours(month, year)),
            ] as const,
        )
        .filter(([, value]) => value > 0),
    ),
  )
}

function addedPerson(ground: Ground, assumptions: Assumptions): PlanInput['staff'] {
  const { addedProfession, addedHours } = assumptions
  if (addedProfession === '' || addedHours === 0) return []
  const { monthProfile } = ground.calculation
  const hours = hoursOf(
    ground,
    assumptions,
    (month) => (addedHours * (monthProfile[Number(month) - 1] ?? 100)) / 100,
  )
  return [{ id: addedId, profession: addedProfession, hours }]
}

function rounded(hours: number): number {
  return Math.round(hours * 10) / 10
}
