import { addRow, type Entry } from './model.ts'
import { hoursOf, type Instance, type Need } from './instance.ts'
import { matchAll } from './matching.ts'
import { loadsOf, type Load, type MonthModel } from './month-model.ts'

const eligibleOf = new WeakMap<Instance, readonly (readonly number[])[]>()

/** The persons, by number, who may fill each role. Asked for again in each month. */
export function eligibleByRole(instance: Instance): readonly (readonly number[])[] {
  const { roles, people } = instance
  const known = eligibleOf.get(instance)
  if (known) return known
  const found = roles.map(({ professions }) =>
    people.flatMap((one, at) => (professions.has(one.profession) ? [at] : [])),
  )
  eligibleOf.set(instance, found)
  return found
}

/** Roles whose joint hours are bounded by the joint capacity of everybody who may fill any of them. */
export type RoleSet = { readonly roles: readonly number[]; readonly people: readonly number[] }

/** Sets of roles double with each role; beyond so many that differ, each alone and all together have to do. */
const MOST_IN_SETS = 9

/**
 * Every set of roles that says something of its own (Hall's theorem for fractional staffing): for each group of people,
 * the largest set of roles that only they can fill.
 */
export function roleSets(instance: Instance): RoleSet[] {
  const eligible = eligibleByRole(instance)
  const distinct = [...new Map(eligible.map((who) => [who.join(), who])).values()]
  const groups = new Map<string, RoleSet>()
  for (const mask of masks(distinct.length)) {
    const chosen = distinct.filter((_, role) => mask & (1 << role))
    const people = [...new Set(chosen.flat())].sort((a, b) => a - b)
    const within = new Set(people)
    const roles = eligible.flatMap((who, role) => (who.every((one) => within.has(one)) ? [role] : []))
    groups.set(people.join(), { roles, people })
  }
  return [...groups.values()]
}

function masks(count: number): number[] {
  if (count > MOST_IN_SETS)
    return [...Array.from({ length: count }, (_, role) => 1 << role), (1 << count) - 1]
  return Array.from({ length: (1 << count) - 1 }, (_, at) => at + 1)
}

/** Hours asked of a set of roles in a month are at most what those who may fill them have. */
export function addCapacity(stage: MonthModel): void {
  const loads = Map.groupBy(loadsOf(stage), ({ month }) => month)
  const sets = roleSets(stage.instance)
  for (const [month, ofMonth] of loads)
    for (const set of sets) {
      const entries = ofMonth
        .map(({ column, need }): Entry => [column, hoursOf(sum(set.roles, (role) => need[role] ?? 0))])
        .filter(([, hours]) => hours > 0)
      if (entries.length > 0)
        addRow(stage.model, -Infinity, hoursOf(capacityOf(stage.instance, set, month)), entries)
    }
}

export function capacityOf({ people, from }: Instance, set: RoleSet, month: number): number {
  return sum(set.people, (person) => people[person]?.capacity[month - from] ?? 0)
}

/** Loss of a tenth by whole visits is worth a row; so many thresholds for each role and month. */
const WORTH_A_ROW = 0.95
const THRESHOLDS = 4

/**
 * Hours come in whole visits: a person with 20 hours does two visits of 9, not 2.2. For each role, month and size, visits
 * of at least that size are at most what fits person by person.
 */
export function addPacking(stage: MonthModel): void {
  const eligible = eligibleByRole(stage.instance)
  const loads = Map.groupBy(loadsOf(stage), ({ month }) => month)
  for (const [month, ofMonth] of loads)
    for (const [role, who] of eligible.entries()) {
      const capacity = who.map(
        (person) => stage.instance.people[person]?.capacity[month - stage.instance.from] ?? 0,
      )
      for (const size of thresholds(ofMonth, role, capacity))
        addRow(
          stage.model,
          -Infinity,
          sum(capacity, (ticks) => Math.floor(ticks / size)),
          ofMonth.filter(({ need }) => (need[role] ?? 0) >= size).map(({ column }): Entry => [column, 1]),
        )
    }
}

/** The sizes where whole visits lose most of the hours there are. */
function thresholds(loads: readonly Load[], role: number, capacity: readonly number[]): number[] {
  const total = sum(capacity, (ticks) => ticks)
  const sizes = new Set(loads.map(({ need }) => need[role] ?? 0).filter((size) => size > 0))
  const kept = (size: number) => sum(capacity, (ticks) => Math.floor(ticks / size) * size) / total
  return [...sizes]
    .filter((size) => total > 0 && kept(size) < WORTH_A_ROW)
    .sort((a, b) => kept(a) - kept(b) || a - b)
    .slice(0, THRESHOLDS)
}

/** Whether a visit could be carried out in a month if it were the only one; remembered by need. */
export function possibleAlone(instance: Instance): (need: Need, month: number) => boolean {
  const eligible = eligibleByRole(instance).map((who): Eligible => [
    ...Map.groupBy(who, (person) => instance.people[person]?.profession).values(),
  ])
  const known = new Map<string, boolean[]>()
  const quick = new Map<Need, boolean[]>()
  const monthsOf = (need: Need): boolean[] => {
    const found =
      known.get(need.join()) ?? instance.months.map((month) => teamExists(instance, eligible, need, month))
    known.set(need.join(), found)
    quick.set(need, found)
    return found
  }
  return (need, month) => (quick.get(need) ?? monthsOf(need))[month - instance.from] ?? false
}

/**
 * Whether there is a team: every role its own person, and professions enough. Where roles can be filled and, apart from
 * that, so many roles can go to as many professions, there is a team that does both, since the two matchings can be joined.
 */
function teamExists(instance: Instance, eligible: readonly Eligible[], need: Need, month: number): boolean {
  const able = new Map(
    rolesOf(need).map((role): [number, number[]] => [
      role,
      (eligible[role] ?? []).flatMap((people) => someAble(instance, people, need[role] ?? 0, month)),
    ]),
  )
  const wanted = professionsWanted(instance, need)
  return matchAll(able).length === 0 && (wanted < 2 || professionsReached(instance, able) >= wanted)
}

/** Who may fill a role, profession by profession. */
type Eligible = readonly (readonly number[])[]

/** Of those with the hours, as many as there are roles: a role with so many to choose from is never without. */
function someAble(
  { people, roles, from }: Instance,
  among: readonly number[],
  ticks: number,
  month: number,
): number[] {
  const found: number[] = []
  for (const person of among) {
    if (found.length === roles.length) break
    if ((people[person]?.capacity[month - from] ?? 0) >= ticks) found.push(person)
  }
  return found
}

/** To how many different professions the roles can go. */
function professionsReached({ people }: Instance, able: ReadonlyMap<number, readonly number[]>): number {
  const numbers = new Map<string, number>()
  for (const { profession } of people) if (!numbers.has(profession)) numbers.set(profession, numbers.size)
  const numberOf = (person: number) => numbers.get(people[person]?.profession ?? '') ?? -1
  const choices = new Map(
    [...able].map(([role, who]): [number, number[]] => [role, [...new Set(who.map(numberOf))]]),
  )
  return choices.size - matchAll(choices).length
}

export function rolesOf(need: Need): number[] {
  return need.flatMap((ticks, role) => (ticks > 0 ? [role] : []))
}

/** A team of one needs no more professions than it has. */
export function professionsWanted({ professionsPerTeam }: Instance, need: Need): number {
  return rolesOf(need).length >= 2 ? professionsPerTeam : 0
}

export function professionsIn({ people }: Instance, team: readonly number[]): number {
  return new Set(team.map((person) => people[person]?.profession)).size
}

export function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0)
}
