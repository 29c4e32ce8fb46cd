import type { FollowUp } from '#methods/planner/contract.ts'
import type { Broken } from '#methods/planner/check/check.ts'
import { breaksOf, overbookedIn } from '#methods/planner/why/breaks.ts'
import { effectOf, type Effect } from '#methods/planner/why/effect.ts'
import { placeOf, type Key } from '#methods/planner/why/plan-index.ts'
import { brokenTexts } from '#methods/planner/why/sentences.ts'
import { changeOf, type Goal, type Terms } from '#methods/planner/why/terms.ts'
import { goalWords, moveTexts, ruleNames } from '#texts/sv/plan-move.ts'
import type { LaidPlan } from './laid.ts'

export type Member = { accountId: string; name: string; role: string; hours: number }

/** What a move leads to, in words. Who is overbooked stands apart from the other rules that break. */
export type MoveOutcome = {
  allowed: boolean
  /** Each as it would be said in a sentence. */
  broken: string[]
  overbooked: { name: string; month: string; hours: number }[]
  /** Rules that held not, and do. */
  mended: string[]
  better: string[]
  worse: string[]
  cost: number
  team: Member[]
}

/** With the team that has the time there, and with the team that the row has; the second only where they are not the same. */
export type MoveOutcomes = { suggested: MoveOutcome; kept?: MoveOutcome }

/** Undefined for a row the planner does not know. */
export function moveOutcomes(laid: LaidPlan, itemId: string, month: string): MoveOutcomes | undefined {
  const key = laid.keyOf(itemId)
  const effect = key && effectOf(laid.index, { kind: 'move', of: key, to: month })
  if (!key || !effect) return undefined
  const suggested = outcomeOf(laid, effect)
  return isSameTeam(effect.before.team, effect.after.team)
    ? { suggested }
    : { suggested, kept: outcomeOf(laid, keptEffect(laid, key, month) ?? effect) }
}

/** The same move with nobody changed. */
function keptEffect({ index }: LaidPlan, key: Key, month: string): Effect | undefined {
  const at = placeOf(index, key)
  const before = at === undefined ? undefined : index.followUps[at]
  if (at === undefined || !before) return undefined
  const swap = { at, before, after: { ...before, month } }
  return {
    ...{ before, after: swap.after, ...breaksOf(index, swap) },
    ...{ overbooked: overbookedIn(index, swap), cost: changeOf(index, swap) },
  }
}

function isSameTeam(one: FollowUp['team'], other: FollowUp['team']): boolean {
  const people = (team: FollowUp['team']) =>
    JSON.stringify(team.map(({ staffId, role }) => `${role} ${staffId}`).sort())
  return people(one) === people(other)
}

/** Of people whom nobody has set any hours of, nothing can be said. */
export function isTold({ unset }: LaidPlan, { rule, staffId, month = '' }: Broken): boolean {
  return rule !== 'capacity' || !unset.has(`${staffId} ${month.slice(0, 4)}`)
}

/** A month that has gone by takes no follow-up, whatever the rules say. */
export function hasPassed({ from }: LaidPlan, month: string): boolean {
  return month < from
}

export function outcomeOf(laid: LaidPlan, effect: Effect): MoveOutcome {
  const told = effect.broken.filter((one) => isTold(laid, one))
  const overbooked = effect.overbooked.filter(
    ({ staffId, month }) => !laid.unset.has(`${staffId} ${month.slice(0, 4)}`),
  )
  const others = told.filter(({ rule }) => rule !== 'capacity')
  const passed = hasPassed(laid, effect.after.month) ? [moveTexts.passed] : []
  return {
    allowed: told.length + passed.length === 0,
    broken: [...passed, ...brokenTexts({ broken: others }, laid.nameOf)],
    overbooked: overbooked.map(({ staffId, month, hours }) => ({ name: laid.nameOf(staffId), month, hours })),
    mended: mendedOf(laid, effect, told),
    ...goalsOf(effect.cost),
    team: effect.after.team.map(({ staffId, role, hours }) => ({
      ...{ accountId: staffId, name: laid.nameOf(staffId), role, hours },
    })),
  }
}

/** Rules that are held again, and not broken anew where it comes. */
function mendedOf(laid: LaidPlan, { mended }: Effect, told: readonly Broken[]): string[] {
  const rules = mended.filter((one) => isTold(laid, one)).map(({ rule }) => rule)
  const anew = new Set(told.map(({ rule }) => rule))
  return [...new Set(rules.filter((rule) => !anew.has(rule)).map((rule) => ruleNames[rule].toLowerCase()))]
}

/** Smaller than this is nothing to tell. */
const least = 0.005

export function goalsOf(cost: Terms): Pick<MoveOutcome, 'better' | 'worse' | 'cost'> {
  const goals = Object.keys(goalWords) as Goal[] // the keys of the table
  return {
    better: goals.filter((goal) => cost[goal] < -least).map((goal) => goalWords[goal]),
    worse: goals.filter((goal) => cost[goal] > least).map((goal) => goalWords[goal]),
    cost: Math.abs(cost.total) < least ? 0 : cost.total,
  }
}
