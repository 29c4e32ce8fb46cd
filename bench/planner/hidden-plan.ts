import type { FollowUp, PlanInput } from '#methods/planner/contract.ts'
import { monthNumber, monthText } from '#methods/planner/months.ts'
import type { Pattern } from '#methods/planner/solve/depths.ts'
import { instanceOf, type Instance, type PlanUnit } from '#methods/planner/solve/instance.ts'
import { openDesk, type Bare, type Desk } from './baselines.ts'

type Laying = {
  readonly instance: Instance
  readonly desk: Desk
  readonly random: () => number
  readonly reports: Map<number, number>
}

/** Months tried for each follow-up: few enough for the plan to be no good one, enough for it to be near the hours there are. */
const TRIES = 4

/**
 * A plan nobody is shown, with people, that keeps every rule but that of hours: units in a random order, each follow-up in
 * the least overbooked of a few months drawn at random. It is what the hours are made to suffice for.
 */
export function hiddenPlan(input: PlanInput, random: () => number): FollowUp[] {
  const instance = instanceOf(input)
  const laying = { instance, random, desk: openDesk(input, 'mostLeft'), reports: new Map<number, number>() }
  return shuffled(instance.units, random).flatMap((unit) => {
    const pattern = drawn(unit.patterns, random)
    return pattern ? layUnit(laying, unit, pattern) : []
  })
}

function layUnit(laying: Laying, unit: PlanUnit, pattern: Pattern): FollowUp[] {
  let before = -Infinity
  return unit.years.flatMap(({ open }, year) => {
    const depth = pattern[year]
    if (!depth) return []
    const latest = unit.years[year + 1]?.open.at(-1) ?? Infinity
    const clear = open.filter((month) => month - before >= unit.gap)
    const kind = clear.filter((month) => latest - month >= unit.gap)
    const best = leastOver(laying, kind.length > 0 ? kind : clear, (month) => ({
      unitId: unit.input.id,
      month: monthText(month),
      depth,
      kind: 'annual',
    }))
    if (!best) return []
    before = monthNumber(best.month)
    return [best]
  })
}

function leastOver(
  laying: Laying,
  months: readonly number[],
  visit: (month: number) => Bare,
): FollowUp | undefined {
  const { desk } = laying
  const open = months.filter((month) => hasRoom(laying, visit(month)))
  const [best] = shuffled(open, laying.random)
    .slice(0, TRIES)
    .map((month) => ({ ...visit(month), team: desk.teamFor(visit(month)) }))
    .map((one) => ({ one, over: hoursOver(desk, one) }))
    .sort((a, b) => a.over - b.over)
  if (!best) return undefined
  report(laying, best.one)
  return desk.take(best.one)
}

function hoursOver({ left }: Desk, { team, month }: FollowUp): number {
  return team.reduce((total, { staffId, hours }) => total + Math.max(0, hours - left(staffId, month)), 0)
}

function meetingOf({ instance }: Laying, { month, depth }: Bare): number | undefined {
  if (depth !== 'inDepth') return undefined
  return instance.meetings.find(
    (meeting) => meeting >= monthNumber(month) + instance.input.rules.reportLagMonths,
  )
}

function hasRoom(laying: Laying, one: Bare): boolean {
  const meeting = meetingOf(laying, one)
  const most = laying.instance.input.rules.inDepthReportsPerMeeting
  return meeting === undefined || (laying.reports.get(meeting) ?? 0) < most
}

function report(laying: Laying, one: Bare): void {
  const meeting = meetingOf(laying, one)
  if (meeting !== undefined) laying.reports.set(meeting, (laying.reports.get(meeting) ?? 0) + 1)
}

function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item)
}

function drawn<Item>(items: readonly Item[], random: () => number): Item | undefined {
  return items[Math.floor(random() * items.length)]
}
