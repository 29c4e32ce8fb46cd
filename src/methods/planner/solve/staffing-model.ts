import type { Highs } from 'highs'
import { addColumn, addRow, emptyModel, type Entry, type Model } from './model.ts'
import { hoursOf, type Instance, type Need } from './instance.ts'
import { professionsWanted, rolesOf, sum } from './capacity.ts'
import { run, type Limits } from './highs.ts'
import { matchAll } from './matching.ts'
import { ones } from './month-model.ts'
import type { Staffed, Team } from './staffing.ts'
import { needOfVisit, type Visit } from './visits.ts'

/** Follow-ups of a month that ask the same hours of each role; `entries` or a fixed `count` say how many there are. */
export type Sort = { readonly need: Need; readonly entries: readonly Entry[]; readonly count: number }

/** The columns of one sort and one way of giving its roles to professions. */
export type Cast = {
  readonly sort: number
  readonly professions: readonly (string | undefined)[]
  readonly column: number
  readonly seats: readonly { readonly role: number; readonly person: number; readonly column: number }[]
}

/**
 * Exact staffing of a month: for each sort and each allowed giving of roles to professions, how many visits there are, and
 * how many of them each person takes in each role. Nobody sits twice in a visit when each person's seats are at most the
 * visits (König: such a table always falls apart into teams, see `teamsOf`). Rows are added to the model it is given; none
 * where they would be too many, which asks less of the plan and so leaves every bound true.
 */
export function addStaffing(model: Model, instance: Instance, month: number, sorts: readonly Sort[]): Cast[] {
  const ways = exactWays(instance, sorts)
  if (!ways) return []
  const casts = sorts.flatMap((sort, at) => {
    const own = (ways[at] ?? []).map((professions) => addCast(model, instance, { sort, at, professions }))
    addRow(model, sort.count, sort.count, [
      ...own.map(({ column }): Entry => [column, 1]),
      ...sort.entries.map(([column, value]): Entry => [column, -value]),
    ])
    return own
  })
  addPersonLimits(model, instance, month, { sorts, casts })
  return casts
}

/** Columns a month may take person by person. */
const MOST_COLUMNS = 60_000

/** The castings of each sort; undefined when the month is too large to stand person by person. */
function exactWays(instance: Instance, sorts: readonly Sort[]): readonly (readonly Casting[])[] | undefined {
  const most = Math.max(
    ...Map.groupBy(instance.people, ({ profession }) => profession)
      .values()
      .map(({ length }) => length),
  )
  const ways: (readonly Casting[])[] = []
  let columns = 0
  for (const { need } of sorts) {
    const own = castings(instance, need)
    columns += (own?.length ?? Infinity) * (1 + most * rolesOf(need).length)
    if (!own || columns > MOST_COLUMNS) return undefined
    ways.push(own)
  }
  return ways
}

/** Ways of giving roles to professions are professions to the power of roles: beyond so many none of them is made. */
const MOST_CASTINGS = 4_096

type Casting = readonly (string | undefined)[]

/** Asked for again in each month. */
const made = new WeakMap<Instance, Map<string, readonly Casting[] | undefined>>()

/** Every giving of the needed roles to professions that the roles allow and that has professions enough; undefined when too many. */
function castings(instance: Instance, need: Need): readonly Casting[] | undefined {
  const known = made.get(instance) ?? new Map<string, readonly Casting[] | undefined>()
  made.set(instance, known)
  const key = need.map((ticks) => (ticks > 0 ? 1 : 0)).join('')
  if (!known.has(key)) known.set(key, makeCastings(instance, need))
  return known.get(key)
}

function makeCastings(instance: Instance, need: Need): readonly Casting[] | undefined {
  const present = [...new Set(instance.people.map(({ profession }) => profession))]
  const wanted = professionsWanted(instance, need)
  const choices = instance.roles.map((role, at) =>
    (need[at] ?? 0) > 0 ? present.filter((one) => role.professions.has(one)) : [undefined],
  )
  if (choices.reduce((count, { length }) => count * length, 1) > MOST_CASTINGS) return undefined
  const all = choices.reduce<Casting[]>(
    (before, options) => before.flatMap((one) => options.map((option) => [...one, option])),
    [[]],
  )
  return all.filter((one) => new Set(one.filter((name) => name !== undefined)).size >= wanted)
}

function addCast(
  model: Model,
  { people }: Instance,
  { at, professions }: { sort: Sort; at: number; professions: readonly (string | undefined)[] },
): Cast {
  const column = addColumn(model, { whole: true })
  const seats = professions.flatMap((profession, role) =>
    profession === undefined
      ? []
      : people.flatMap((person, number) =>
          person.profession === profession
            ? [{ role, person: number, column: addColumn(model, { whole: true }) }]
            : [],
        ),
  )
  for (const ofRole of Map.groupBy(seats, ({ role }) => role).values())
    addRow(model, 0, 0, [...ofRole.map((seat): Entry => [seat.column, 1]), [column, -1]])
  for (const ofPerson of Map.groupBy(seats, ({ person }) => person).values())
    addRow(model, -Infinity, 0, [...ofPerson.map((seat): Entry => [seat.column, 1]), [column, -1]])
  return { sort: at, professions, column, seats }
}

/** The columns that say who sits where, for teams that are known. */
export function startOfTeams(
  { people }: Instance,
  casts: readonly Cast[],
  given: readonly { readonly sort: number; readonly team: Team }[],
): Map<number, number> {
  const start = new Map<number, number>()
  for (const { column, seats } of casts)
    for (const one of [column, ...seats.map((seat) => seat.column)]) start.set(one, 0)
  const add = (column: number) => start.set(column, (start.get(column) ?? 0) + 1)
  const keyOf = (sort: number, professions: readonly (string | undefined)[]) =>
    `${sort} ${professions.join()}`
  const byKey = new Map(casts.map((cast) => [keyOf(cast.sort, cast.professions), cast]))
  for (const { sort, team } of given) {
    const cast = byKey.get(
      keyOf(
        sort,
        team.map((person) => (person === undefined ? undefined : people[person]?.profession)),
      ),
    )
    if (!cast) continue
    add(cast.column)
    for (const { role, person, column } of cast.seats) if (team[role] === person) add(column)
  }
  return start
}

/**
 * The same with each profession's hours pooled and visits that may be split: what can be said of every month at once. A
 * month that does not hold here cannot be staffed; one that does may still be too lumpy.
 */
export function addPooledStaffing(
  model: Model,
  instance: Instance,
  month: number,
  sorts: readonly Sort[],
): void {
  const used = new Map<string, Entry[]>()
  for (const { need, entries } of sorts) {
    const columns = (castings(instance, need) ?? []).map((professions) => {
      const column = addColumn(model, {})
      for (const [profession, roles] of Map.groupBy(need.keys(), (role) => professions[role]))
        if (profession !== undefined) {
          const hours = hoursOf(sum(roles, (role) => need[role] ?? 0))
          used.set(profession, [...(used.get(profession) ?? []), [column, hours]])
        }
      return column
    })
    addRow(model, 0, 0, [...ones(columns), ...entries.map(([column, value]): Entry => [column, -value])])
  }
  for (const [profession, entries] of used) {
    const own = instance.people.filter((person) => person.profession === profession)
    addRow(
      model,
      -Infinity,
      hoursOf(sum(own, ({ capacity }) => capacity[month - instance.from] ?? 0)),
      entries,
    )
  }
}

/** How many columns the pooled rows of a month take; infinite where they are too many to be made. */
export function pooledSize(instance: Instance, sorts: readonly Sort[]): number {
  return sum(sorts, ({ need }) => castings(instance, need)?.length ?? Infinity)
}

function addPersonLimits(
  model: Model,
  { people, from }: Instance,
  month: number,
  { sorts, casts }: { sorts: readonly Sort[]; casts: readonly Cast[] },
): void {
  const seats = casts.flatMap(({ sort, seats: own }) =>
    own.map(({ role, person, column }) => ({ person, column, ticks: sorts[sort]?.need[role] ?? 0 })),
  )
  for (const [person, own] of Map.groupBy(seats, (seat) => seat.person))
    addRow(
      model,
      -Infinity,
      hoursOf(people[person]?.capacity[month - from] ?? 0),
      own.map(({ column, ticks }): Entry => [column, hoursOf(ticks)]),
    )
}

export type MonthAnswer = { readonly staffed: readonly Staffed[] } | 'impossible' | 'unknown'

/** Staffs a month exactly, or proves that it cannot be; `unknown` when the limit came first. */
export function staffByModel(
  solver: Highs,
  instance: Instance,
  { month, visits }: { month: number; visits: readonly Visit[] },
  limits: Limits,
): MonthAnswer {
  const groups = [...Map.groupBy(visits, (visit) => needOfVisit(visit).join()).values()]
  const model = emptyModel()
  const sorts = groups.map((group): Sort => ({
    need: needOfVisit(group[0] as Visit),
    entries: [],
    count: group.length,
  })) // groups are never empty
  if (!exactWays(instance, sorts)) return 'unknown'
  const casts = addStaffing(model, instance, month, sorts)
  const { status, values } = run(solver, model, limits)
  if (status === 'infeasible') return 'impossible'
  if (!values) return 'unknown'
  const teams = sorts.map((_, sort) =>
    casts.filter((cast) => cast.sort === sort).flatMap((cast) => teamsOf(instance, cast, values)),
  )
  return {
    staffed: groups.flatMap((group, sort) =>
      group.map((visit, turn) => ({ visit, team: teams[sort]?.[turn] ?? [] })),
    ),
  }
}

type Table = { role: number; person: number; left: number }[]

/** Takes the table of who sits how often where apart into teams, visit by visit. */
function teamsOf({ roles }: Instance, cast: Cast, values: Float64Array): Team[] {
  const count = Math.round(values[cast.column] ?? 0)
  const table: Table = cast.seats.map(({ role, person, column }) => ({
    role,
    person,
    left: Math.round(values[column] ?? 0),
  }))
  const needed = [...new Set(cast.seats.map(({ role }) => role))]
  return Array.from({ length: count }, (_, done) => {
    const team = pick(table, needed, mustSit(table, count - done))
    if (!team) throw new Error('the seats do not fall apart into teams')
    for (const one of table) if (team.get(one.role) === one.person) one.left -= 1
    return roles.map((_role, role) => team.get(role))
  })
}

/** Persons with as many seats left as there are visits left have to sit in each of them. */
function mustSit(table: Table, visits: number): Set<number> {
  const seats = new Map<number, number>()
  for (const { person, left } of table) seats.set(person, (seats.get(person) ?? 0) + left)
  return new Set([...seats].filter(([, left]) => left === visits).map(([person]) => person))
}

/** A team of seats that are left, with everybody who has to sit: first these find a role, then the roles that are free a person. */
function pick(
  table: Table,
  roles: readonly number[],
  must: ReadonlySet<number>,
): ReadonlyMap<number, number> | undefined {
  const left = table.filter((one) => one.left > 0)
  const byRole = new Map<number, number>()
  const seatsOf = (person: number) => left.filter((one) => one.person === person).map(({ role }) => role)
  if (matchAll(new Map([...must].map((person) => [person, seatsOf(person)])), byRole).length > 0)
    return undefined
  const byPerson = new Map([...byRole].map(([role, person]) => [person, role]))
  const whoFor = (role: number) => left.filter((one) => one.role === role).map(({ person }) => person)
  if (matchAll(new Map(roles.map((role) => [role, whoFor(role)])), byPerson).length > 0) return undefined
  return new Map([...byPerson].map(([person, role]) => [role, person]))
}
