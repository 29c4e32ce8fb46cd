import type { Broken } from '../check/check.ts'
import type { Depth, FollowUp } from '../contract.ts'
import { breaksOf, overbookedIn, type Swap } from './breaks.ts'
import { hoursFor, placeOf, type Key, type PlanIndex } from './plan-index.ts'
import { teamFor } from './teams.ts'
import { changeOf, type Terms } from './terms.ts'

/** One change of one follow-up: another month, another depth, or another person in a role. */
export type Change =
  | { readonly kind: 'move'; readonly of: Key; readonly to: string }
  | { readonly kind: 'depth'; readonly of: Key; readonly to: Depth }
  | { readonly kind: 'person'; readonly of: Key; readonly role: string; readonly to: string }

/** What a change leads to. An empty `broken` is a change that may be made; the plan may have been broken before. */
export type Effect = {
  readonly before: FollowUp
  /** With the team it would have: at a move or another depth chosen anew where those who had it lack the time. */
  readonly after: FollowUp
  /** Rules broken that were not, or are by more than before, named as `check` names them. */
  readonly broken: readonly Broken[]
  readonly mended: readonly Broken[]
  /** Who of the new team has too little time that month, and by how many hours in all. */
  readonly overbooked: readonly { readonly staffId: string; readonly month: string; readonly hours: number }[]
  /** Change of the objective; less is better. */
  readonly cost: Terms
}

/** Undefined when the plan has no such follow-up. */
export function effectOf(index: PlanIndex, change: Change): Effect | undefined {
  const at = placeOf(index, change.of)
  const before = at === undefined ? undefined : index.followUps[at]
  if (at === undefined || !before) return undefined
  return effectOfSwap(index, { at, before, after: changed(index, { at, before }, change) })
}

function effectOfSwap(index: PlanIndex, swap: Swap): Effect {
  return {
    before: swap.before,
    after: swap.after,
    ...breaksOf(index, swap),
    overbooked: overbookedIn(index, swap),
    cost: changeOf(index, swap),
  }
}

function changed(index: PlanIndex, { at, before }: Pick<Swap, 'at' | 'before'>, change: Change): FollowUp {
  if (change.kind === 'person') return { ...before, team: withPerson(index, before, change) }
  const tried: FollowUp =
    change.kind === 'move' ? { ...before, month: change.to } : { ...before, depth: change.to }
  return { ...tried, team: teamFor(index, at, tried) }
}

/** In the seat of that role, or in a seat of its own where nobody has it. */
function withPerson(
  { units }: PlanIndex,
  before: FollowUp,
  { role, to }: { readonly role: string; readonly to: string },
): FollowUp['team'] {
  const seat = before.team.findIndex((member) => member.role === role)
  const unit = units.get(before.unitId)?.input
  const hours = before.team[seat]?.hours ?? (unit ? hoursFor(unit, before)[role] : undefined) ?? 0
  const member = { staffId: to, role, hours }
  return seat < 0 ? [...before.team, member] : before.team.with(seat, member)
}
