import type { Plan, PlanInput } from '#methods/planner/contract.ts'
import { solve } from '#methods/planner/solve/solve.ts'
import { spreadsheet, verdictOf, withPeople, type Verdict } from './baselines.ts'
import { tightestUse } from './tightness.ts'

/** One run of the planner, as the tables tell it. */
export type Solved = {
  readonly kind: 'plan' | 'impossible' | 'unknown'
  readonly tightest: number
  readonly spreadsheet: Verdict
  readonly list: Verdict & { readonly seconds: number; readonly objective: number | null }
  readonly plan: Verdict | null
  readonly objective: number | null
  readonly bound: number | null
  readonly gap: number | null
  readonly seconds: number
  readonly cpuSeconds: number
}

export async function solved(
  input: PlanInput,
  options: { readonly seconds: number; readonly gap: number },
): Promise<Solved> {
  const [began, cpu] = [performance.now(), process.cpuUsage()]
  let first: First | undefined
  const answer = await solve(input, options, {
    first: (plan) => (first = { plan, seconds: since(began) }),
  })
  const [seconds, used] = [since(began), process.cpuUsage(cpu)]
  return {
    kind: answer.kind,
    tightest: tightestUse(input),
    spreadsheet: verdictOf(input, spreadsheet(input)),
    list: listFigures(input, first),
    ...planFigures(input, answer.kind === 'plan' ? answer.plan : undefined),
    seconds,
    cpuSeconds: (used.user + used.system) / 1e6,
  }
}

type First = { readonly plan: Plan; readonly seconds: number }

function listFigures(input: PlanInput, first: First | undefined): Solved['list'] {
  return {
    ...verdictOf(input, named(input, first?.plan)),
    seconds: first?.seconds ?? 0,
    objective: first?.plan.objective ?? null,
  }
}

function planFigures(
  input: PlanInput,
  plan: Plan | undefined,
): Pick<Solved, 'plan' | 'objective' | 'bound' | 'gap'> {
  const { objective = null, bound = null, gap = null } = plan ?? {}
  return { plan: plan ? verdictOf(input, plan.followUps) : null, objective, bound, gap }
}

export function since(began: number): number {
  return (performance.now() - began) / 1000
}

/** Where the list found no team for everybody it names nobody: then whoever has most hours left is taken. */
function named(input: PlanInput, plan: Plan | undefined): Plan['followUps'] {
  const followUps = plan?.followUps ?? []
  return followUps.some(({ team }) => team.length > 0) ? followUps : withPeople(input, followUps, 'mostLeft')
}
