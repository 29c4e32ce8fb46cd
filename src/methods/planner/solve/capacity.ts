import { addRow, type Entry } from './model.ts'
import { hoursOf, type Instance, type Need } from './instance.ts'
import { loadsOf, type Load, type MonthModel } from './month-model.ts'

/** The persons, by number, who may fill each role. */
export function eligibleByRole({ roles, people }: Instance): number[][] {
  return roles.map(({ professions }) =>
    people.flatMap((one, at) => (professions.has(one.profession) ? [at] : [])),
  )
}

/** Roles whose joint hours are bounded by the joint capacity of everybody who may fill any of them. */
export type RoleSet = { readonly roles: readonly number[]; readonly people: readonly number[] }

/**
 * Every set of roles that says something of its own (Hall's theorem for fractional staffing): for each group of people,
 * the largest set of roles that only they can fill.
 */
export function roleSets(instance: Instance): RoleSet[] {
  const eligible = eligibleByRole(instance)
  const groups = new Map<string, RoleSet>()
  for (let mask = 1; mask < 1 << eligible.length; mask += 1) {
    const chosen = eligible.filter((_, role) => mask & (1 << role))
    const people = [...new Set(chosen.flat())].sort((a, b) => a - b)
    const within = new Set(people)
    const roles = eligible.flatMap((who, role) => (who.every((one) => within.has(one)) ? [role] : []))
    groups.set(people.join(), { roles, people })
  }
  return [...groups.values()]
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
  const eligible = eligibleByRole(instance)
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

function teamExists(
  instance: Instance,
  eligible: readonly (readonly number[])[],
  need: Need,
  month: number,
): boolean {
  const roles = need.flatMap((ticks, role) => (ticks > 0 ? [role] : []))
  const wanted = roles.length >= 2 ? instance.professionsPerTeam : 0
  const able = (role: number) =>
    (eligible[role] ?? []).filter(
      (person) => (instance.people[person]?.capacity[month - instance.from] ?? 0) >= (need[role] ?? 0),
    )
  return fill(roles.map(able), [], (team) => professionsIn(instance, team) >= wanted)
}

function fill(
  choices: readonly (readonly number[])[],
  team: readonly number[],
  suits: (team: readonly number[]) => boolean,
): boolean {
  const [next, ...rest] = choices
  if (!next) return suits(team)
  return next.some((person) => !team.includes(person) && fill(rest, [...team, person], suits))
}

export function professionsIn({ people }: Instance, team: readonly number[]): number {
  return new Set(team.map((person) => people[person]?.profession)).size
}

export function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0)
}
