import type { FollowUp } from '#methods/planner/contract.ts'
import { breaksOf, overbookedIn } from '#methods/planner/why/breaks.ts'
import type { Effect } from '#methods/planner/why/effect.ts'
import {
  hoursGiven,
  limitOf,
  monthsAsked,
  placeOf,
  type Key,
  type PlanIndex,
} from '#methods/planner/why/plan-index.ts'
import { changeOf } from '#methods/planner/why/terms.ts'

type Member = FollowUp['team'][number]
type Asked = { readonly at: number; readonly before: FollowUp }

/**
 * The follow-up stays where it is, and others who have the time that month take the seats of those who are away. Undefined
 * where nobody can take any of them without a rule that breaks.
 */
export function otherTeam(index: PlanIndex, key: Key, away: ReadonlySet<string>): Effect | undefined {
  const at = placeOf(index, key)
  const before = at === undefined ? undefined : index.followUps[at]
  if (at === undefined || !before) return undefined
  const after = before.team.reduce<FollowUp>((so, member, seat) => {
    if (!away.has(member.staffId)) return so
    const instead = able(index, { at, before: so }, member).find(
      (staffId) => !breaks(index, { at, before }, withMember(so, seat, { ...member, staffId })),
    )
    return instead === undefined ? so : withMember(so, seat, { ...member, staffId: instead })
  }, before)
  if (after === before) return undefined
  const swap = { at, before, after }
  return {
    before,
    after,
    ...breaksOf(index, swap),
    overbooked: overbookedIn(index, swap),
    cost: changeOf(index, swap),
  }
}

function withMember(of: FollowUp, seat: number, member: Member): FollowUp {
  return { ...of, team: of.team.with(seat, member) }
}

function breaks(index: PlanIndex, asked: Asked, after: FollowUp): boolean {
  return breaksOf(index, { ...asked, after }).broken.length > 0
}

/** Whoever may have the seat and has the time, the one with the lowest share used first. */
function able(index: PlanIndex, { at, before }: Asked, { role, hours }: Member): string[] {
  const { team } = before
  const months = monthsAsked(index, at, before)
  const professions = index.input.roles.find(({ id }) => id === role)?.professions ?? []
  const shareIn = (staffId: string, month: string) =>
    (hoursGiven(index, { staffId, month }) + hours / months.length) /
    Math.max(limitOf(index, staffId, month), 0.01)
  const share = (staffId: string) => Math.max(...months.map((month) => shareIn(staffId, month)))
  return index.input.staff
    .filter(({ profession }) => professions.includes(profession))
    .map(({ id }) => id)
    .filter((id) => !team.some(({ staffId }) => staffId === id) && share(id) <= 1)
    .toSorted((one, other) => share(one) - share(other) || (one < other ? -1 : 1))
}
