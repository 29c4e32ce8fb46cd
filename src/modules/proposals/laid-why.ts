import { yearMonth } from '#kernel/dates.ts'
import { brokenAt } from '#methods/planner/why/breaks.ts'
import { effectOf } from '#methods/planner/why/effect.ts'
import { placeOf } from '#methods/planner/why/plan-index.ts'
import { depthSentence, goalsSentence, stepSentence } from '#methods/planner/why/sentences.ts'
import { allowed, whyHere, type Why } from '#methods/planner/why/why-here.ts'
import { monthsOf, type PlanItem } from '#modules/plans/public.ts'
import { goalsText, moveTexts, ruleNames, whyTexts as t } from '#texts/sv/plan-move.ts'
import { toldOf } from './laid-broken.ts'
import { goalsOf as costOf, hasPassed, isTold, moveOutcomes, type MoveOutcome } from './laid-effect.ts'
import type { LaidPlan } from './laid.ts'

/** A month of the row's year: what moving it there would mean. `team` where others would have to carry it out. */
export type MonthOutcome = MoveOutcome & {
  month: number
  isHere: boolean
  changesTeam: boolean
  goals: string
}
/** A half-year, of a row that is no more exact: whether some month of it keeps the rules, and which break in the best. */
export type HalfOutcome = { half: 1 | 2; isHere: boolean; allowed: boolean; rules: string[]; goals: string }

export type RowWhy = {
  sentences: string[]
  /** What it breaks where it lies, each as a sentence. */
  broken: string[]
  months: MonthOutcome[]
  halves: HalfOutcome[]
}

/** Why a row lies where it does, in sentences, and what other times would mean; undefined for one the planner does not know. */
export function rowWhy(laid: LaidPlan, item: PlanItem): RowWhy | undefined {
  const key = laid.keyOf(item.id)
  const why = key && whyHere(laid.index, key)
  if (!why) return undefined
  const isCoarse = laid.coarse.has(item.id)
  return {
    sentences: sentencesOf(laid, why, isCoarse),
    broken: brokenHere(laid, item, why),
    months: why.carriedOut || !item.announced ? [] : monthOutcomes(laid, item),
    halves: isCoarse && !why.carriedOut ? [halfOutcome(laid, item, 1), halfOutcome(laid, item, 2)] : [],
  }
}

/** By the same list as the page of all that the draft breaks; of a row with a half-year no month's hours are told. */
function brokenHere(laid: LaidPlan, item: PlanItem, { followUp, carriedOut }: Why): string[] {
  const at = placeOf(laid.index, followUp)
  const { rows, overbooked } = toldOf(laid, at === undefined ? [] : brokenAt(laid.index, at))
  const team = new Set(followUp.team.map(({ staffId }) => staffId))
  const over = overbooked.filter(
    ({ staffId, month }) =>
      team.has(staffId) && month === followUp.month && !carriedOut && item.month !== null,
  )
  return [
    ...rows.filter((row) => row.item?.id === item.id).map(({ sentence }) => sentence),
    ...over.map(({ name, hours, month }) => `${moveTexts.over(name, hours, month)}.`),
  ]
}

function sentencesOf(laid: LaidPlan, why: Why, isCoarse: boolean): string[] {
  if (why.carriedOut) return [goalsSentence(why)]
  const steps = why.steps.map(stepSentence)
  const always = [
    ...(steps.length > 0 ? steps : [t.noSteps]),
    depthSentence(why.depth),
    t.risk(why.risk.risk),
  ]
  if (isCoarse) return [t.coarse, ...always]
  const { quarter, share, mean } = why.load
  return [
    ...always,
    ...(why.serves.length > 0 || !why.next ? [goalsSentence(why)] : []),
    t.load(quarter, share, mean),
    ...(why.decided ? [t.decided(why.decided)] : []),
    nextSentence(laid, why),
  ]
}

/** The cheapest month that breaks nothing and has not gone by. */
function nextSentence(laid: LaidPlan, { months }: Why): string {
  const next = months.find((one) => allowed(one) && !hasPassed(laid, one.month))
  if (!next) return t.noNext
  const { better, worse, cost } = costOf(next.effect.cost)
  const words = goalsText({ better, worse })
  return cost < 0 ? t.better(next.month, words) : t.next(next.month, words)
}

function monthOutcomes(laid: LaidPlan, item: PlanItem): MonthOutcome[] {
  return Array.from({ length: 12 }, (_, at) => at + 1).flatMap((month) => {
    const found = moveOutcomes(laid, item.id, yearMonth(item.year, month))
    if (!found) return []
    const { suggested, kept } = found
    return [
      {
        ...suggested,
        month,
        isHere: item.month === month,
        changesTeam: kept !== undefined,
        goals: goalsText(suggested),
      },
    ]
  })
}

/** Months of the half are tried; which of them is best is nobody's to know. */
function halfOutcome(laid: LaidPlan, item: PlanItem, half: 1 | 2): HalfOutcome {
  const key = laid.keyOf(item.id)
  const tried = monthsOf({ month: null, half }).flatMap((month) => {
    const to = yearMonth(item.year, month)
    const effect = key && !hasPassed(laid, to) && effectOf(laid.index, { kind: 'move', of: key, to })
    return effect ? [{ effect, told: effect.broken.filter((one) => isTold(laid, one)) }] : []
  })
  const [best] = tried.toSorted(
    (one, other) => one.told.length - other.told.length || one.effect.cost.total - other.effect.cost.total,
  )
  return {
    half,
    isHere: item.half === half,
    allowed: best?.told.length === 0,
    rules: best
      ? [...new Set(best.told.map(({ rule }) => ruleNames[rule].toLowerCase()))]
      : [moveTexts.passed],
    goals: best && item.half !== half ? goalsText(costOf(best.effect.cost)) : '',
  }
}
