import { parentPort, workerData } from 'node:worker_threads'
import { check, type Broken } from '#methods/planner/check/check.ts'
import type { Plan, PlanInput } from '#methods/planner/contract.ts'
import { explain, infeasiblePlan } from '#methods/planner/solve/explain.ts'
import type { Answer } from '#methods/planner/solve/search.ts'
import { solve } from '#methods/planner/solve/solve.ts'

/** The thread of one computing: the solver never gives way, so nothing else runs here. */
export type SolveTask = {
  readonly input: PlanInput
  readonly seconds: number
  readonly gap: number
  /** One whole number, shared: 1 asks for the best so far. */
  readonly stop: SharedArrayBuffer
}

export type SolveNews =
  | { readonly kind: 'first'; readonly plan: Plan; readonly broken: readonly Broken[] }
  | { readonly kind: 'progress'; readonly objective: number; readonly bound: number }
  /** No plan can be; the thread looks for why. */
  | { readonly kind: 'explaining' }
  | { readonly kind: 'plan'; readonly plan: Plan; readonly broken: readonly Broken[] }
  | { readonly kind: 'impossible'; readonly plan: Plan }
  | { readonly kind: 'unknown'; readonly bound: number }

const task = workerData as SolveTask // what `solveInThread` hands over
const stop = new Int32Array(task.stop)

function tell(news: SolveNews): void {
  parentPort?.postMessage(news)
}

const began = performance.now()
const answer = await solve(
  task.input,
  { seconds: task.seconds, gap: task.gap },
  {
    stopped: () => Atomics.load(stop, 0) === 1,
    first: (plan) => tell({ kind: 'first', plan, broken: check(task.input, plan.followUps) }),
    progress: ({ objective, bound }) => tell({ kind: 'progress', objective, bound }),
  },
)
tell(await lastNews(answer))

async function lastNews(found: Answer): Promise<SolveNews> {
  if (found.kind === 'plan') return { ...found, broken: check(task.input, found.plan.followUps) }
  if (found.kind === 'unknown') return { kind: 'unknown', bound: found.bound }
  tell({ kind: 'explaining' })
  const why = (await explain(task.input, task.seconds)) ?? { conflicts: [], waivers: [] }
  return {
    kind: 'impossible',
    plan: await infeasiblePlan(task.input, why, (performance.now() - began) / 1000),
  }
}
