import type { PlanInput, RuleGroup } from '../contract.ts'
import { matchAll } from './matching.ts'

type HoursByRole = Readonly<Record<string, number>>
type Unit = PlanInput['units'][number]

/** The roles of a unit's teams that nobody is left to fill, whoever has the time, in any of its depths. */
export function unfilledRoles(input: PlanInput, { hours }: Unit): string[] {
  const book = bookOf(input)
  return [...new Set([hours.basic, hours.inDepth].flatMap((one) => unfilled(input, book, one)))]
}

/** The problem where teams do without those roles that groups of the rule `team` name, each where nobody can fill it. */
export function withoutUnfilled(input: PlanInput, groups: readonly RuleGroup[]): PlanInput {
  const named = groups.filter(({ rule, role }) => rule === 'team' && role !== undefined)
  if (named.length === 0) return input
  const book = bookOf(input)
  const units = input.units.map((unit): Unit => {
    const left = new Set(named.filter((group) => speaksOfUnit(group, unit)).map(({ role }) => role))
    if (left.size === 0) return unit
    const kept = (hours: HoursByRole): HoursByRole => {
      const gone = unfilled(input, book, hours).filter((role) => left.has(role))
      return Object.fromEntries(Object.entries(hours).filter(([role]) => !gone.includes(role)))
    }
    return {
      ...unit,
      hours: { ...unit.hours, basic: kept(unit.hours.basic), inDepth: kept(unit.hours.inDepth) },
    }
  })
  return { ...input, units }
}

function speaksOfUnit({ unitId, areaId }: RuleGroup, unit: Unit): boolean {
  return (unitId ?? unit.id) === unit.id && (areaId ?? unit.areaId) === unit.areaId
}

type Book = {
  /** By role, the persons who may fill it. */
  readonly eligible: ReadonlyMap<string, readonly number[]>
  /** By the roles asked for: thousands of units ask for the same ones. */
  readonly known: Map<string, readonly string[]>
}

const books = new WeakMap<PlanInput, Book>()

function bookOf(input: PlanInput): Book {
  const { roles, staff } = input
  const who = (professions: readonly string[]) =>
    staff.flatMap(({ profession }, at) => (professions.includes(profession) ? [at] : []))
  const book = books.get(input) ?? {
    known: new Map<string, readonly string[]>(),
    eligible: new Map(roles.map(({ id, professions }) => [id, who(professions)])),
  }
  books.set(input, book)
  return book
}

function unfilled({ roles }: PlanInput, { eligible, known }: Book, hours: HoursByRole): readonly string[] {
  const asked = roles.flatMap(({ id }, at) => ((hours[id] ?? 0) > 0 ? [at] : []))
  const key = asked.join()
  const idOf = (role: number) => roles[role]?.id ?? ''
  const found =
    known.get(key) ?? matchAll(new Map(asked.map((role) => [role, eligible.get(idOf(role)) ?? []]))).map(idOf)
  known.set(key, found)
  return found
}
