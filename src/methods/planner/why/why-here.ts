import type { Depth, FollowUp } from '../contract.ts'
import { monthNumber, monthText, quarterOf, yearOf } from '../months.ts'
import { sum } from '../solve/capacity.ts'
import type { PlanUnit } from '../solve/instance.ts'
import { effectOf, type Effect } from './effect.ts'
import { followUpsOf, isCarriedOut, placeOf, type Key, type PlanIndex } from './plan-index.ts'
import { annualTerms, sharesOf, yearFacts, type Goal } from './terms.ts'
import { annualSteps, extraSteps, wholeYear, type WindowStep } from './window-steps.ts'

/**
 * What settles the depth: the area's schedule, the rule that every one is in depth, a follow-up that is carried out, or
 * the planner's own choice of which year to begin with. `beside` are the unit's follow-ups before and after, with theirs.
 */
export type DepthReason = {
  readonly by: 'schedule' | 'everyOne' | 'history' | 'choice' | 'extra'
  readonly every: number
  readonly history?: { readonly month: string; readonly depth: Depth }
  readonly beside: readonly { readonly month: string; readonly depth: Depth }[]
}

/** Another month of the same year; may be chosen when its effect breaks nothing. */
export type MonthChoice = { readonly month: string; readonly effect: Effect }

export type Why = {
  readonly followUp: FollowUp
  /** As it was carried out: nothing of it is planned, and there are no other months. */
  readonly carriedOut: boolean
  readonly steps: readonly WindowStep[]
  /** Where the rules of its window and what is carried out let it lie. */
  readonly window: readonly string[]
  readonly depth: DepthReason
  /** Goals it serves where it is: those that other allowed months would on the whole serve worse. */
  readonly serves: readonly Goal[]
  readonly risk: { readonly risk: number; readonly cost: number; readonly leastCost: number }
  readonly load: { readonly quarter: number; readonly share: number; readonly mean: number }
  readonly decided?: string
  /** Every other month of its year: those that break nothing first, the cheapest of them first. */
  readonly months: readonly MonthChoice[]
  /** The cheapest month that breaks nothing. */
  readonly next?: MonthChoice
}

/** Why a follow-up is where it is, and what the other months would cost or break; undefined when the plan has no such. */
export function whyHere(index: PlanIndex, key: Key): Why | undefined {
  const at = placeOf(index, key)
  const followUp = at === undefined ? undefined : index.followUps[at]
  const unit = index.units.get(key.unitId)
  if (!followUp || !unit) return undefined
  return isCarriedOut(index, followUp)
    ? withMonths(index, unit, { followUp, carriedOut: true, steps: [], window: [followUp.month], months: [] })
    : withMonths(index, unit, planned(index, unit, followUp))
}

type Placed = Pick<Why, 'followUp' | 'carriedOut' | 'steps' | 'window' | 'months'>

function planned(index: PlanIndex, unit: PlanUnit, followUp: FollowUp): Placed {
  const steps = stepsOf(index, unit, followUp)
  const window = steps.at(-1)?.left ?? wholeYear(yearAt(followUp))
  return { followUp, carriedOut: false, steps, window, months: otherMonths(index, followUp) }
}

function withMonths(index: PlanIndex, unit: PlanUnit, placed: Placed): Why {
  const others = placed.months.filter(allowed)
  const [next] = others
  return {
    ...placed,
    depth: depthReason(index, unit, placed.followUp),
    serves: servedBy(placed.followUp, others),
    risk: riskOf(index, unit, placed),
    load: loadOf(index, placed.followUp),
    ...decidedOf(unit, placed.followUp),
    ...(next && { next }),
  }
}

function decidedOf(unit: PlanUnit, { kind, month }: FollowUp): Pick<Why, 'decided'> {
  const decided = kind === 'annual' ? yearFacts(unit, monthNumber(month))?.decided : undefined
  return decided === undefined ? {} : { decided: monthText(decided) }
}

function yearAt({ month }: FollowUp): number {
  return yearOf(monthNumber(month))
}

export function allowed({ effect }: MonthChoice): boolean {
  return effect.broken.length === 0
}

function otherMonths(index: PlanIndex, followUp: FollowUp): MonthChoice[] {
  return wholeYear(yearAt(followUp))
    .filter((month) => month !== followUp.month)
    .flatMap((month) => {
      const effect = effectOf(index, { kind: 'move', of: followUp, to: month })
      return effect ? [{ month, effect }] : []
    })
    .sort(
      (a, b) =>
        Number(allowed(b)) - Number(allowed(a)) ||
        a.effect.cost.total - b.effect.cost.total ||
        (a.month < b.month ? -1 : 1),
    )
}

function stepsOf(index: PlanIndex, { input: unit }: PlanUnit, followUp: FollowUp): WindowStep[] {
  const year = yearAt(followUp)
  if (followUp.kind === 'annual') return annualSteps(index.input, unit, year)
  return extraSteps(unit, followUpsOf(index, unit.id), year)
}

function depthReason(index: PlanIndex, unit: PlanUnit, followUp: FollowUp): DepthReason {
  const every = index.input.rules.inDepthEveryYears
  if (followUp.kind === 'extra') return { by: 'extra', every, beside: [] }
  const beside = neighbours(index, followUp)
  if (unit.input.inDepthYears) return { by: 'schedule', every, beside }
  if (every === 1) return { by: 'everyOne', every, beside }
  const history = unit.patterns.length > 1 ? undefined : fixedBy(index, unit)
  return history ? { by: 'history', every, history, beside } : { by: 'choice', every, beside }
}

/** The unit's annual follow-ups next before and after. */
function neighbours(index: PlanIndex, followUp: FollowUp): { month: string; depth: Depth }[] {
  const annual = followUpsOf(index, followUp.unitId).filter(({ kind }) => kind === 'annual')
  const sorted = annual.toSorted((a, b) => (a.month < b.month ? -1 : 1))
  const place = sorted.indexOf(followUp)
  return [sorted[place - 1], sorted[place + 1]]
    .filter((one) => one !== undefined)
    .map(({ month, depth }) => ({ month, depth }))
}

/** What is carried out and binds the depths of all others: the earliest in the plan's years, else the last before them. */
function fixedBy(index: PlanIndex, unit: PlanUnit): { month: string; depth: Depth } | undefined {
  const done = (index.executed.get(unit.input.id) ?? []).filter(({ kind }) => kind === 'annual')
  const known = [...done, ...(unit.input.lastFollowUp ? [unit.input.lastFollowUp] : [])]
  const last = known.toSorted((a, b) => (a.month < b.month ? 1 : -1))
  const from = index.input.horizon.from
  const found = last.find(({ month }) => month < from) ?? last.at(-1)
  return found && { month: found.month, depth: found.depth }
}

const goals = ['riskEarly', 'evenLoad', 'unchanged'] as const

function servedBy({ kind }: FollowUp, others: readonly MonthChoice[]): Goal[] {
  const served = goals.filter((goal) => sum(others, ({ effect }) => effect.cost[goal]) > 1e-9)
  return kind === 'extra' ? ['extra', ...served] : served
}

function riskOf(index: PlanIndex, unit: PlanUnit, { followUp, window }: Placed): Why['risk'] {
  if (followUp.kind === 'extra') return { risk: unit.input.risk, cost: 0, leastCost: 0 }
  const costs = [followUp.month, ...window].map(
    (month) => annualTerms(index, unit, monthNumber(month)).riskEarly,
  )
  return { risk: unit.input.risk, cost: costs[0] ?? 0, leastCost: Math.min(...costs) }
}

function loadOf(index: PlanIndex, followUp: FollowUp): Why['load'] {
  const quarter = quarterOf(monthNumber(followUp.month))
  const { shares, mean } = sharesOf(index, yearAt(followUp))
  return { quarter: (quarter % 4) + 1, share: shares.get(quarter) ?? 0, mean }
}
