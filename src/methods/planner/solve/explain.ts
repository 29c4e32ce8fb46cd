import type { Highs } from 'highs'
import type { Conflict, Plan, PlanInput, RuleGroup, Waiver } from '../contract.ts'
import { conflictWithin, smallestConflict } from './conflict.ts'
import { easedBy } from './eased.ts'
import { byArea, ruleGroups } from './groups.ts'
import { highs, run, SEED } from './highs.ts'
import { instanceOf, type Instance } from './instance.ts'
import type { Model } from './model.ts'
import { conflictSentence } from './sentences.ts'
import { solve } from './solve.ts'
import { jointWaivers, mayGiveWay, waiversFor, type Test } from './waivers.ts'
import { wholeStage } from './whole-stage.ts'

export type Explained = { readonly conflicts: readonly Conflict[]; readonly waivers: readonly Waiver[] }

const MOST_RULES = 10

/** Conflicts that have nothing to do with each other, so many at the most: more are not read. */
const MOST_CONFLICTS = 12

/**
 * Why no plan exists: smallest sets of rules that cannot all hold, in as narrow words as can be read, and the ways out that
 * ask least. Undefined when there is a plan after all, or none could be ruled out in the time.
 */
export async function explain(input: PlanInput, seconds: number): Promise<Explained | undefined> {
  const until = performance.now() + seconds * 1000
  const instance = instanceOf(input)
  const test = await chooseTest(input, instance, until)
  if (!test) return undefined
  const asking = { input, instance, test, until }
  const first = await conflictOf(asking, [])
  const alone = await waiversFor(input, first.coarse, asking)
  const { all, isWhole } = await furtherOf(asking, first)
  const together = alone.length === 0 && isWhole && all.map(({ coarse }) => coarse.filter(mayGiveWay))
  return {
    conflicts: all.map(({ rules }) => ({ rules, message: conflictSentence(rules) })),
    waivers: together ? await jointWaivers(input, together, asking) : alone,
  }
}

type Asking = {
  readonly input: PlanInput
  readonly instance: Instance
  readonly test: Test
  readonly until: number
}
type Found = { readonly coarse: readonly RuleGroup[]; readonly rules: readonly RuleGroup[] }

/** A conflict among the rules that are not given up already. */
async function conflictOf(asking: Asking, given: readonly RuleGroup[]): Promise<Found> {
  const { input, instance, test } = asking
  const groups = ruleGroups(instance).filter((group) => !given.some((one) => isSame(one, group)))
  const keeps: Keeps = (all) => (kept) =>
    test(easedBy(input, [{ dropped: [...given, ...all.filter((group) => !kept.includes(group))] }]))
  const coarse = await conflictWithin(groups, keeps(groups))
  return { coarse, rules: await narrowed(instance, { groups, coarse }, keeps) }
}

function isSame(one: RuleGroup, other: RuleGroup): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/**
 * What cannot hold either when the conflict before is mended: the first of its rules that may give way is given up, and
 * what is left is asked again. Whole when there is a plan at last. What is not found in the time is left out.
 */
async function furtherOf(asking: Asking, first: Found): Promise<{ all: Found[]; isWhole: boolean }> {
  const { input, until } = asking
  const test: Test = async (asked) => performance.now() < until && asking.test(asked)
  const all = [first]
  while (all.length <= MOST_CONFLICTS) {
    const given = all.map(({ coarse }) => coarse.find(mayGiveWay)).filter((one) => one !== undefined)
    if (given.length < all.length) break
    if (await test(easedBy(input, [{ dropped: given }]))) return { all, isWhole: true }
    if (all.length === MOST_CONFLICTS) break
    const next = await conflictOf({ ...asking, test }, given)
    if (performance.now() > until) break
    all.push(next)
  }
  return { all, isWhole: false }
}

/** The quick test where it already says no; the whole planner where only whole visits and whole people tell. */
async function chooseTest(input: PlanInput, instance: Instance, until: number): Promise<Test | undefined> {
  const solver = await highs()
  const quick: Test = async (asked) => mayHold(solver, asked)
  if (!(await quick(instance))) return quick
  const thorough: Test = async (asked) => {
    if (!mayHold(solver, asked)) return false
    const left = Math.max(1, Math.min(20, (until - performance.now()) / 4000))
    return (await solve(input, { seconds: left, gap: 1 }, { instance: asked })).kind !== 'impossible'
  }
  return (await thorough(instance)) ? undefined : thorough
}

/** False when not even visits that may be split can be laid so that everything holds. */
export function mayHold(solver: Highs, instance: Instance): boolean {
  if (instance.units.some(({ patterns }) => patterns.length === 0)) return false
  return run(solver, loosened(wholeStage(instance).model), { seconds: 60, gap: 0 }).status !== 'infeasible'
}

function loosened(model: Model): Model {
  return { ...model, cost: model.cost.map(() => 0), whole: model.whole.map(() => false) }
}

type Keeps = (all: readonly RuleGroup[]) => (kept: readonly RuleGroup[]) => Promise<boolean>

/** The conflict told apart by area where it still can be read, else as it is. */
async function narrowed(
  instance: Instance,
  { groups, coarse }: { groups: readonly RuleGroup[]; coarse: readonly RuleGroup[] },
  keeps: Keeps,
): Promise<RuleGroup[]> {
  const fine = coarse.flatMap((group) => byArea(instance, group))
  const rest = groups.filter((group) => !coarse.includes(group))
  if (fine.length === coarse.length) return [...coarse]
  const conflict = await smallestConflict(fine, (kept) => keeps([...fine, ...rest])(kept))
  return conflict.length > 0 && conflict.length <= MOST_RULES ? conflict : [...coarse]
}

/** The answer as a file: no plan, why, and the ways out. */
export async function infeasiblePlan(
  input: PlanInput,
  { conflicts, waivers }: Explained,
  seconds: number,
): Promise<Plan> {
  const solver = await highs()
  return {
    format: 'uppsikt-plan/1',
    status: 'infeasible',
    solver: {
      name: 'HiGHS',
      version: solver.raw.version().string,
      options: { random_seed: SEED },
      seconds: Math.round(seconds * 10) / 10,
    },
    followUps: [],
    warnings: instanceOf(input).warnings,
    conflicts,
    waivers,
  }
}
