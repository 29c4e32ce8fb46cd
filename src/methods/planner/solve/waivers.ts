import type { PlanInput, RuleGroup, Waiver } from '../contract.ts'
import { monthText, yearOf } from '../months.ts'
import { sum } from './capacity.ts'
import { easedBy, type Ease } from './eased.ts'
import { hoursOf, instanceOf, scarcestRole, type Instance, type PlanUnit } from './instance.ts'
import { jointSentence, waiverSentence } from './sentences.ts'
import { unfilledRoles } from './unfilled.ts'

/** Whether there may be a plan; false is a proof that there is none. */
export type Test = (instance: Instance) => Promise<boolean>

type Ground = { readonly test: Test; readonly until: number }
/** How far one rule gives way, and what gives way then. */
type Way = {
  readonly unit: Waiver['unit']
  /** Whole steps only; hours may be any amount. */
  readonly whole: boolean
  readonly most: number
  readonly given: (amount: number) => Ease
}

/** Within this share of the smallest amount that is enough. */
const PRECISION = 0.01

/** For each rule of a conflict, how little it must give way for a plan to exist when all others hold; least first. */
export async function waiversFor(
  input: PlanInput,
  rules: readonly RuleGroup[],
  ground: Ground,
): Promise<Waiver[]> {
  const found: Waiver[] = []
  for (const rule of rules) {
    const way = wayOut(input, rule, rules)
    const alone = (ease: Ease) => ground.test(easedBy(input, [ease]))
    const amount = way && (await least(way, { test: alone, until: ground.until }))
    if (way && amount !== undefined) {
      const waiver = { ...rule, amount, unit: way.unit }
      found.push({ ...waiver, message: waiverSentence(waiver) })
    }
  }
  return found
}

/**
 * Where conflicts have nothing to do with each other: how little one rule of each must give way so that a plan exists when
 * all of them do. `conflicts` are their rules that may give way; without the first of each there is a plan. One is measured
 * with those before it as far as they give way, and those after it left out. Empty when there is no such way.
 */
export async function jointWaivers(
  input: PlanInput,
  conflicts: readonly (readonly RuleGroup[])[],
  ground: Ground,
): Promise<Waiver[]> {
  const found: Waiver[] = []
  const given: Ease[] = []
  for (const [at, rules] of conflicts.entries()) {
    const later = conflicts.slice(at + 1).flatMap(([first]) => first ?? [])
    const beside = [...given, { dropped: later }]
    if (at > 0 && (await ground.test(easedBy(input, beside)))) continue // what gives way before mends this one too
    const next = await firstWay(input, rules, { ...ground, beside })
    if (!next) return []
    given.push(next.ease)
    found.push({ ...next.waiver, message: jointSentence(next.waiver) })
  }
  return found
}

type Beside = Ground & { readonly beside: readonly Ease[] }

/** The first of a conflict's rules that can give way far enough. */
async function firstWay(input: PlanInput, rules: readonly RuleGroup[], { test, until, beside }: Beside) {
  for (const rule of rules) {
    const way = wayOut(input, rule, rules)
    const tried = (ease: Ease) => test(easedBy(input, [...beside, ease]))
    const amount = way && (await least(way, { test: tried, until }))
    if (way && amount !== undefined)
      return { ease: way.given(amount), waiver: { ...rule, amount, unit: way.unit } }
  }
  return undefined
}

/** Whether there is a way for the rule to give way at all. */
export function mayGiveWay({ rule }: RuleGroup): boolean {
  return ways[rule] !== undefined
}

function wayOut(input: PlanInput, rule: RuleGroup, conflict: readonly RuleGroup[]): Way | undefined {
  return ways[rule.rule]?.(input, rule, conflict)
}

const ways: Partial<
  Record<RuleGroup['rule'], (input: PlanInput, rule: RuleGroup, conflict: readonly RuleGroup[]) => Way>
> = {
  capacity: moreHours,
  boardReports: moreReports,
  gap: shorterGap,
  team: poorerTeams,
  procured: dropped,
  choiceSystem: dropped,
  pinned: dropped,
  annual: dropped,
  inDepth: dropped,
}

/** More hours for those whose scarcest role it is, spread over the year as theirs are; evenly where they have none. */
function moreHours(input: PlanInput, rule: RuleGroup): Way {
  const { people, months } = instanceOf(input)
  const own = (person: Instance['people'][number]) => scarcestRole(input, person.profession) === rule.role
  const inYear = (at: number) => yearOf(months[at] ?? 0) === rule.year
  const now = sum(people.filter(own), ({ capacity }) =>
    sum(
      capacity.filter((_, at) => inYear(at)),
      (one) => one,
    ),
  )
  const evenly = 1 / hoursOf(1) / people.filter(own).length / 12
  const more = (ticks: number, amount: number) =>
    Math.ceil(now > 0 ? ticks * (1 + amount / hoursOf(now)) : ticks + amount * evenly)
  return {
    unit: 'hours',
    whole: false,
    most: hoursOf(now) * 4 + 1000,
    given: (amount) => ({
      room: (instance) => ({
        ...instance,
        people: instance.people.map((person) => ({
          ...person,
          capacity: person.capacity.map((ticks, at) =>
            own(person) && inYear(at) ? more(ticks, amount) : ticks,
          ),
        })),
      }),
    }),
  }
}

function moreReports(input: PlanInput, rule: RuleGroup): Way {
  return {
    unit: 'reports',
    whole: true,
    most: input.units.length,
    given: (amount) => ({
      room: (instance) => ({
        ...instance,
        mostReports: instance.mostReports.map((most, at) =>
          monthText(instance.meetings[at] ?? 0) === rule.month ? most + amount : most,
        ),
      }),
    }),
  }
}

function shorterGap({ rules: { minMonthsBetween } }: PlanInput): Way {
  return {
    unit: 'months',
    whole: true,
    most: minMonthsBetween,
    given: (amount) => ({ rules: { minMonthsBetween: minMonthsBetween - amount } }),
  }
}

/** A role that nobody can fill is left out for so many; else teams of so many professions fewer. */
function poorerTeams(input: PlanInput, rule: RuleGroup, conflict: readonly RuleGroup[]): Way {
  if (rule.role !== undefined) return dropped(input, rule, conflict)
  const { professionsPerTeam } = input.rules
  return {
    unit: 'professions',
    whole: true,
    most: professionsPerTeam - 1,
    given: (amount) => ({ rules: { professionsPerTeam: professionsPerTeam - amount } }),
  }
}

/** The rule is left out for so many of the follow-ups it speaks of: units the conflict names first, then the largest. */
function dropped(input: PlanInput, rule: RuleGroup, conflict: readonly RuleGroup[]): Way {
  const named = new Set(conflict.flatMap(({ unitId }) => unitId ?? []))
  const order = ({ input: unit, needs }: PlanUnit) =>
    (named.has(unit.id) ? 1e12 : 0) + sum(needs.inDepth, (one) => one)
  const asked = instanceOf(input)
    .units.filter((unit) => spoken(input, rule, unit))
    .toSorted((a, b) => order(b) - order(a))
  return {
    unit: 'followUps',
    whole: true,
    most: asked.length,
    given: (amount) => ({
      dropped: asked.slice(0, amount).map((unit): RuleGroup => ({ ...rule, unitId: unit.input.id })),
    }),
  }
}

function spoken(
  whole: PlanInput,
  { rule, role, year, unitId }: RuleGroup,
  { input, years }: PlanUnit,
): boolean {
  if (unitId !== undefined) return unitId === input.id
  if (role !== undefined) return unfilledRoles(whole, input).includes(role)
  if (rule === 'inDepth') return true
  return years.some(({ window }) => window.year === year && (rule === 'annual' || window.by === rule))
}

type Tried = { readonly test: (ease: Ease) => Promise<boolean>; readonly until: number }

/** The least amount that is enough, by halving; undefined when all of it is not. */
async function least({ whole, most, given }: Way, { test, until }: Tried): Promise<number | undefined> {
  if (most <= 0 || performance.now() > until || !(await test(given(most)))) return undefined
  let [low, high] = [0, most]
  while (whole ? high - low > 1 : high - low > Math.max(0.1, PRECISION * high)) {
    if (performance.now() > until) return undefined
    const middle = whole ? Math.floor((low + high) / 2) : (low + high) / 2
    if (await test(given(middle))) high = middle
    else low = middle
  }
  return whole ? high : Math.ceil(high * 10) / 10
}
