import type { Highs } from 'highs'
import type { Conflict, Plan, PlanInput, RuleGroup, Waiver } from '../contract.ts'
import { smallestConflict } from './conflict.ts'
import { byArea, ruleGroups } from './groups.ts'
import { highs, run, SEED } from './highs.ts'
import { instanceOf, type Instance } from './instance.ts'
import type { Model } from './model.ts'
import { without } from './rules.ts'
import { conflictSentence } from './sentences.ts'
import { solve } from './solve.ts'
import { waiversFor, type Test } from './waivers.ts'
import { wholeStage } from './whole-stage.ts'

export type Explained = { readonly conflicts: readonly Conflict[]; readonly waivers: readonly Waiver[] }

const MOST_RULES = 10

/**
 * Why no plan exists: a smallest set of rules that cannot all hold, in as narrow words as can be read, and the ways out
 * that ask least. Undefined when there is a plan after all, or none could be ruled out in the time.
 */
export async function explain(input: PlanInput, seconds: number): Promise<Explained | undefined> {
  const until = performance.now() + seconds * 1000
  const instance = instanceOf(input)
  const groups = ruleGroups(instance)
  const test = await chooseTest(input, instance, until)
  if (!test) return undefined
  const keeps = (all: readonly RuleGroup[]) => (kept: readonly RuleGroup[]) =>
    test(instanceOf(input, without(all.filter((group) => !kept.includes(group)))))
  const coarse = await smallestConflict(groups, keeps(groups))
  const rules = await narrowed(instance, { groups, coarse }, keeps)
  const waivers = await waiversFor(input, coarse, { test, until })
  return { conflicts: [{ rules, message: conflictSentence(rules) }], waivers }
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
