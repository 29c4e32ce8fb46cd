import type { Highs } from 'highs'
import { check } from '../check/check.ts'
import type { Plan } from '../contract.ts'
import { planOfBoard, type Board } from './board.ts'
import type { Progress } from './highs.ts'
import type { Hull } from './hull.ts'
import type { Instance } from './instance.ts'
import type { MonthModel } from './month-model.ts'
import { objectiveOf } from './objective.ts'
import type { Staffed } from './staffing.ts'
import type { Exact } from './start.ts'
import type { Swift } from './swift/search.ts'
import { written } from './written.ts'

export type Options = { readonly seconds: number; readonly gap: number }
export type Watch = {
  /** The problem with some of its rules left out, instead of the whole of it. */
  readonly instance?: Instance
  readonly stopped?: () => boolean
  /** The list's plan, before the solver starts. People are named where the list found them. */
  readonly first?: (plan: Plan) => void
  readonly progress?: (now: Progress & { readonly seconds: number; readonly round: number }) => void
}

/** What the search ended with: a plan, the proof that there is none, or neither within the time. */
export type Answer =
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'impossible'; readonly instance: Instance; readonly seconds: number }
  | { readonly kind: 'unknown'; readonly bound: number; readonly months: readonly string[] }

/** What the search knows and has found so far. */
export type Search = {
  readonly solver: Highs
  readonly instance: Instance
  readonly stage: MonthModel
  readonly options: Options
  readonly watch: Watch
  readonly began: number
  /** In a small municipality, months and people are searched together. */
  readonly swift: Swift | undefined
  /** There the stage learns what a month can hold of whole visits. */
  hull?: Hull
  /** Months whose staffing stands in the model person by person. */
  readonly exact: Map<number, Exact>
  /** No plan costs less. */
  bound: number
  best?: { readonly visits: readonly Staffed[]; readonly objective: number }
}

/** As near the bound as was asked for. */
export function goodEnough({ best, bound, options }: Search): boolean {
  return best !== undefined && best.objective - bound <= options.gap * best.objective + 1e-6
}

export function over(search: Search): boolean {
  return seconds(search) >= search.options.seconds || (search.watch.stopped?.() ?? false)
}

export function seconds({ began }: Search): number {
  return (performance.now() - began) / 1000
}

export function keepBest(search: Search, board: Board): void {
  keepPlan(search, planOfBoard(board))
}

/** A plan is kept only when the check, which shares nothing with this, finds nothing broken in it. */
export function keepPlan(search: Search, visits: readonly Staffed[] | undefined): void {
  if (!visits) return
  const objective = objectiveOf(
    search.instance,
    visits.map(({ visit }) => visit),
  )
  if (search.best && objective >= search.best.objective) return
  const followUps = written(search.instance, visits)
  const asked = search.watch.instance === undefined // with rules left out, the check would ask for too much
  if (!asked || check(search.instance.input, followUps).length === 0) search.best = { visits, objective }
}
