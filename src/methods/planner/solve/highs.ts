import loadHighs, {
  type Highs,
  type HighsCallbackMap,
  type InterruptCallbackEvent,
  type ModelData,
} from 'highs'
import type { Model } from './model.ts'

/** What stops and steers one run. Limits by nodes are the same on every machine; seconds are only a way out. */
export type Limits = {
  readonly seconds: number
  readonly gap: number
  readonly nodes?: number
  readonly improvements?: number
}
export type Progress = { readonly objective: number; readonly bound: number; readonly nodes: number }
export type Watch = {
  /** Asked between steps of the solver; true ends the run with the best so far. */
  readonly stopped?: (now: Progress) => boolean
  readonly progress?: (now: Progress) => void
  readonly start?: ReadonlyMap<number, number>
}
export type Outcome = {
  readonly status: 'optimal' | 'limit' | 'infeasible'
  /** Values of the columns: the best found, absent when none was. */
  readonly values?: Float64Array
  readonly objective: number
  /** No solution costs less. */
  readonly bound: number
}

export const SEED = 1
let loaded: Promise<Highs> | undefined

export function highs(): Promise<Highs> {
  loaded ??= loadHighs()
  return loaded
}

/** Runs to the gap or a limit. HiGHS is synchronous: call it where nothing else waits. */
export function run(solver: Highs, model: Model, limits: Limits, watch: Watch = {}): Outcome {
  return solver.withModel(dataOf(solver, model), (live) => {
    live.options.set({
      output_flag: false,
      random_seed: SEED,
      time_limit: Math.max(0.05, limits.seconds),
      mip_rel_gap: limits.gap,
      mip_abs_gap: 1e-6,
      ...(limits.nodes !== undefined && { mip_max_nodes: limits.nodes }),
      ...(limits.improvements !== undefined && { mip_max_improving_sols: limits.improvements }),
    })
    if (watch.start?.size)
      live.setSolution({ indices: [...watch.start.keys()], values: [...watch.start.values()] })
    live.run(callbacks(solver, watch))
    return outcome(solver, live, model)
  })
}

const PROGRESS_MS = 500

/** The solver asks between its steps whether to go on; what it knows by then is told at most twice a second. */
function callbacks(solver: Highs, { stopped, progress }: Watch): HighsCallbackMap {
  let told = performance.now()
  return {
    [solver.constants.callbackType.mipInterrupt]: (event: InterruptCallbackEvent) => {
      const { mip_primal_bound = Infinity, mip_dual_bound = 0, mip_node_count = 0n } = event.data
      const now = { objective: mip_primal_bound, bound: mip_dual_bound, nodes: Number(mip_node_count) }
      if (stopped?.(now)) event.interrupt()
      if (progress && performance.now() - told >= PROGRESS_MS) {
        told = performance.now()
        progress(now)
      }
      return undefined
    },
  }
}

type Live = Parameters<Parameters<Highs['withModel']>[1]>[0]

function outcome(solver: Highs, live: Live, model: Model): Outcome {
  const { modelStatus } = solver.constants
  const status = live.getModelStatus()
  if (status === modelStatus.infeasible || status === modelStatus.unboundedOrInfeasible)
    return { status: 'infeasible', objective: Infinity, bound: Infinity }
  const found = Number(live.info.get('primal_solution_status')) === 2
  const mixed = model.whole.includes(true)
  const objective = found ? live.getObjectiveValue() : Infinity
  const bound = mixed ? Number(live.info.get('mip_dual_bound')) : objective
  return {
    status: status === modelStatus.optimal ? 'optimal' : 'limit',
    ...(found && { values: live.getSolution().colValue }),
    objective,
    bound,
  }
}

function dataOf(solver: Highs, model: Model): ModelData {
  const starts = new Int32Array(model.rows.length + 1)
  for (const [at, { entries }] of model.rows.entries()) starts[at + 1] = (starts[at] ?? 0) + entries.length
  const entries = model.rows.flatMap((row) => row.entries)
  const { integer, continuous } = solver.constants.variableType
  return {
    numCols: model.cost.length,
    numRows: model.rows.length,
    colCost: Float64Array.from(model.cost),
    colLower: Float64Array.from(model.lower),
    colUpper: Float64Array.from(model.upper),
    rowLower: Float64Array.from(model.rows, ({ lower }) => lower),
    rowUpper: Float64Array.from(model.rows, ({ upper }) => upper),
    offset: model.offset,
    matrix: {
      format: 'csr',
      numCols: model.cost.length,
      numRows: model.rows.length,
      starts,
      indices: Int32Array.from(entries, ([column]) => column),
      values: Float64Array.from(entries, ([, value]) => value),
    },
    ...(model.whole.includes(true) && {
      integrality: Int32Array.from(model.whole, (whole) => (whole ? integer : continuous)),
    }),
  }
}
