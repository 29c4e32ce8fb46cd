import { check, type Broken } from '../check/check.ts'
import type { FollowUp, PlanInput } from '../contract.ts'
import {
  followUpsOf,
  hoursGiven,
  isCarriedOut,
  limitOf,
  meetingOf,
  monthsAsked,
  type PlanIndex,
} from './plan-index.ts'

/** One follow-up of the plan, and what is to stand in its place. */
export type Swap = { readonly at: number; readonly before: FollowUp; readonly after: FollowUp }

/** Rules that hold or not by one unit alone are asked of the check itself, with that unit alone. */
const ofMany = new Set<Broken['rule']>(['capacity', 'boardReports'])
/** As the check: sums of decimals are not exact. */
const TOLERANCE = 1e-6

/**
 * What a swap breaks and mends: the check of the whole plan after it without that before it, and the other way round.
 * A rule that is broken by more than before counts as broken, one broken by less as neither.
 */
export function breaksOf(index: PlanIndex, swap: Swap): { broken: Broken[]; mended: Broken[] } {
  const [before, after] = [brokenAround(index, swap, swap.before), brokenAround(index, swap, swap.after)]
  return { broken: without(after, before), mended: without(before, after, true) }
}

/** Everything that is broken as it stands of what one follow-up has to do with: its unit, its people and months, its meeting. */
export function brokenAt(index: PlanIndex, at: number): Broken[] {
  const now = index.followUps[at]
  return now ? brokenAround(index, { at, before: now, after: now }, now) : []
}

/** Everything broken that the swap can touch, with `now` in its place. */
function brokenAround(index: PlanIndex, swap: Swap, now: FollowUp): Broken[] {
  return [
    ...ofUnit(index, swap, now),
    ...touchedPeople(index, swap).flatMap((one) => overbooked(index, one, { at: swap.at, by: now })),
    ...touchedMeetings(index, swap).flatMap((meeting) => tooManyReports(index, swap, { meeting, now })),
  ]
}

function ofUnit(index: PlanIndex, { at, before }: Swap, now: FollowUp): Broken[] {
  const unit = index.units.get(before.unitId)?.input
  const own = followUpsOf(index, before.unitId, { at, by: now })
  const members = new Set(own.flatMap(({ team }) => team.map(({ staffId }) => staffId)))
  const alone: PlanInput = {
    ...index.input,
    units: unit ? [unit] : [],
    staff: [...members].flatMap((id) => index.staff.get(id) ?? []),
    executed: [...(index.executed.get(before.unitId) ?? [])],
  }
  return check(alone, own).filter(({ rule }) => !ofMany.has(rule))
}

type PersonMonth = { readonly staffId: string; readonly month: string }

function touchedPeople(index: PlanIndex, { at: place, before, after }: Swap): PersonMonth[] {
  const all = [before, after].flatMap((one) =>
    monthsAsked(index, place, one).flatMap((month) => one.team.map(({ staffId }) => ({ staffId, month }))),
  )
  return all.filter(
    ({ staffId, month }, at) => all.findIndex((one) => one.staffId === staffId && one.month === month) === at,
  )
}

function overbooked(
  index: PlanIndex,
  who: PersonMonth,
  instead?: { readonly at: number; readonly by: FollowUp },
): Broken[] {
  const amount = hoursGiven(index, who, instead) - limitOf(index, who.staffId, who.month)
  return amount > TOLERANCE ? [{ rule: 'capacity', ...who, amount }] : []
}

/** Everybody who has too little time some month, where what has only a half-year lies even over it. */
export function allOverbooked(index: PlanIndex): Broken[] {
  return [...index.byPerson.keys()].flatMap((key) =>
    overbooked(index, { staffId: key.slice(0, key.lastIndexOf(' ')), month: key.slice(-7) }),
  )
}

function touchedMeetings(index: PlanIndex, { before, after }: Swap): string[] {
  return [...new Set([meetingOf(index, before), meetingOf(index, after)])].filter((one) => one !== undefined)
}

function tooManyReports(
  index: PlanIndex,
  { before }: Swap,
  { meeting, now }: { readonly meeting: string; readonly now: FollowUp },
): Broken[] {
  const own = (one: FollowUp) => (meetingOf(index, one) === meeting ? 1 : 0)
  const reports = (index.reports.get(meeting) ?? 0) - own(before) + own(now)
  const amount = reports - index.input.rules.inDepthReportsPerMeeting
  return amount > 0 ? [{ rule: 'boardReports', month: meeting, amount }] : []
}

/** `some` less what `others` hold of the same, one for one. `gone` asks only whether it is there, not by how much. */
export function without(some: readonly Broken[], others: readonly Broken[], gone = false): Broken[] {
  const left = Map.groupBy(others, nameOf)
  return some.filter((one) => {
    const same = left.get(nameOf(one)) ?? []
    const at = same.findIndex(({ amount = 0 }) => gone || amount >= (one.amount ?? 0) - TOLERANCE)
    if (at >= 0) same.splice(at, 1)
    return at < 0
  })
}

function nameOf({ amount: _, ...named }: Broken): string {
  return JSON.stringify(Object.entries(named).sort())
}

/** Everybody in the new team who has too little time, with all hours over. */
export function overbookedIn(
  index: PlanIndex,
  { at, after }: Swap,
): { staffId: string; month: string; hours: number }[] {
  if (isCarriedOut(index, after)) return []
  const people = [...new Set(after.team.map(({ staffId }) => staffId))]
  const months = monthsAsked(index, at, after)
  return people
    .flatMap((staffId) => months.flatMap((month) => overbooked(index, { staffId, month }, { at, by: after })))
    .map(({ staffId = '', month = '', amount = 0 }) => ({ staffId, month, hours: amount }))
}
