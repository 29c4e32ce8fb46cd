import type { PlanInput, RuleGroup, Waiver } from '../contract.ts'
import { monthText, yearOf } from '../months.ts'
import { hoursOf, instanceOf, scarcestRole, type Instance, type PlanUnit } from './instance.ts'
import { sum } from './capacity.ts'
import { without } from './rules.ts'
import { waiverSentence } from './sentences.ts'

/** Whether there may be a plan; false is a proof that there is none. */
export type Test = (instance: Instance) => Promise<boolean>

type Ground = { readonly test: Test; readonly until: number }
/** How far one rule gives way, and the problem as it then is. */
type Way = {
  readonly unit: Waiver['unit']
  /** Whole steps only; hours may be any amount. */
  readonly whole: boolean
  readonly most: number
  readonly given: (amount: number) => Instance
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
    const amount = way && performance.now() < ground.until ? await least(way, ground) : undefined
    if (way && amount !== undefined) {
      const waiver = { ...rule, amount, unit: way.unit }
      found.push({ ...waiver, message: waiverSentence(waiver) })
    }
  }
  return found
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
  procured: dropped,
  choiceSystem: dropped,
  pinned: dropped,
  annual: dropped,
  inDepth: dropped,
}

/** More hours for those whose scarcest role it is, spread over the year as theirs are. */
function moreHours(input: PlanInput, rule: RuleGroup): Way {
  const instance = instanceOf(input)
  const own = (person: Instance['people'][number]) => scarcestRole(input, person.profession) === rule.role
  const inYear = (at: number) => yearOf(instance.months[at] ?? 0) === rule.year
  const now = sum(instance.people.filter(own), ({ capacity }) =>
    sum(
      capacity.filter((_, at) => inYear(at)),
      (one) => one,
    ),
  )
  return {
    unit: 'hours',
    whole: false,
    most: hoursOf(now) * 4 + 1000,
    given: (amount) => ({
      ...instance,
      people: instance.people.map((person) => ({
        ...person,
        capacity: person.capacity.map((ticks, at) =>
          own(person) && inYear(at) && now > 0 ? Math.ceil(ticks * (1 + (amount * 10_000) / now)) : ticks,
        ),
      })),
    }),
  }
}

function moreReports(input: PlanInput, rule: RuleGroup): Way {
  const instance = instanceOf(input)
  return {
    unit: 'reports',
    whole: true,
    most: instance.units.length,
    given: (amount) => ({
      ...instance,
      mostReports: instance.mostReports.map((most, at) =>
        monthText(instance.meetings[at] ?? 0) === rule.month ? most + amount : most,
      ),
    }),
  }
}

function shorterGap(input: PlanInput): Way {
  const { rules } = input
  return {
    unit: 'months',
    whole: true,
    most: rules.minMonthsBetween,
    given: (amount) =>
      instanceOf({ ...input, rules: { ...rules, minMonthsBetween: rules.minMonthsBetween - amount } }),
  }
}

/** The rule is left out for so many of the follow-ups it speaks of: units the conflict names first, then the largest. */
function dropped(input: PlanInput, rule: RuleGroup, conflict: readonly RuleGroup[]): Way {
  const named = new Set(conflict.flatMap(({ unitId }) => unitId ?? []))
  const order = ({ input: unit, needs }: PlanUnit) =>
    (named.has(unit.id) ? 1e12 : 0) + sum(needs.inDepth, (one) => one)
  const asked = instanceOf(input)
    .units.filter((unit) => spoken(rule, unit))
    .toSorted((a, b) => order(b) - order(a))
  return {
    unit: 'followUps',
    whole: true,
    most: asked.length,
    given: (amount) =>
      instanceOf(
        input,
        without(asked.slice(0, amount).map((unit): RuleGroup => ({ ...rule, unitId: unit.input.id }))),
      ),
  }
}

function spoken({ rule, year, unitId }: RuleGroup, { input, years }: PlanUnit): boolean {
  if (unitId !== undefined) return unitId === input.id
  if (rule === 'inDepth') return true
  return years.some(({ window }) => window.year === year && (rule === 'annual' || window.by === rule))
}

/** The least amount that is enough, by halving; undefined when all of it is not. */
async function least({ whole, most, given }: Way, { test, until }: Ground): Promise<number | undefined> {
  if (most <= 0 || !(await test(given(most)))) return undefined
  let [low, high] = [0, most]
  while (whole ? high - low > 1 : high - low > Math.max(0.1, PRECISION * high)) {
    if (performance.now() > until) return undefined
    const middle = whole ? Math.floor((low + high) / 2) : (low + high) / 2
    if (await test(given(middle))) high = middle
    else low = middle
  }
  return whole ? high : Math.ceil(high * 10) / 10
}
