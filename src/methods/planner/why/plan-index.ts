import type { FollowUp, InputUnit, PlanInput } from '../contract.ts'
import { halfYearOf, monthNumber, quarterOf } from '../months.ts'
import { sum } from '../solve/capacity.ts'
import { instanceOf, type Instance, type PlanUnit } from '../solve/instance.ts'
import { quarterCapacity } from '../solve/balance.ts'

/** What names one follow-up of a plan. */
export type Key = Pick<FollowUp, 'unitId' | 'month' | 'kind'>

/**
 * A plan laid out so that a question about one follow-up looks only at what that follow-up touches: its unit, the people
 * and months in question, the quarters of its year and the meeting it is reported to.
 */
export type PlanIndex = {
  readonly input: PlanInput
  readonly followUps: readonly FollowUp[]
  /** Places of those that have no more than a half-year: their month is supposed, and their hours lie even over all six. */
  readonly coarse: ReadonlySet<number>
  readonly instance: Instance
  readonly units: ReadonlyMap<string, PlanUnit>
  readonly staff: ReadonlyMap<string, PlanInput['staff'][number]>
  /** Places in `followUps`, in rising order. */
  readonly byUnit: ReadonlyMap<string, readonly number[]>
  /** The same by person and month; what is carried out takes no more hours and is not among them. */
  readonly byPerson: ReadonlyMap<string, readonly number[]>
  readonly executed: ReadonlyMap<string, readonly FollowUp[]>
  readonly executedPrints: ReadonlySet<string>
  /** In-depth follow-ups by the meeting they are reported to. */
  readonly reports: ReadonlyMap<string, number>
  readonly meetings: readonly string[]
  /** Planned and available ticks by quarter, as the goal of even load counts them. */
  readonly load: ReadonlyMap<number, number>
  readonly capacity: ReadonlyMap<number, number>
}

/** Made once for a plan; every question after that is quick. The plan may break rules: that is what is asked about. */
export function indexOf(
  input: PlanInput,
  followUps: readonly FollowUp[],
  coarse: ReadonlySet<number> = new Set(),
): PlanIndex {
  const instance = instanceOf(input)
  const executed = input.executed ?? []
  const bare = {
    input,
    followUps,
    coarse,
    instance,
    units: new Map(instance.units.map((unit) => [unit.input.id, unit])),
    staff: new Map(input.staff.map((person) => [person.id, person])),
    executed: Map.groupBy(executed, ({ unitId }) => unitId),
    executedPrints: new Set(executed.map(fingerprint)),
    meetings: input.boardMeetings.toSorted(),
    capacity: quarterCapacity(instance),
    byUnit: new Map<string, number[]>(),
    byPerson: new Map<string, number[]>(),
    reports: new Map<string, number>(),
    load: new Map<number, number>(),
  }
  for (const [at, one] of followUps.entries()) layIn(bare, at, one)
  return bare
}

type Growing = Pick<
  PlanIndex,
  'input' | 'units' | 'executedPrints' | 'meetings' | 'staff' | 'instance' | 'followUps' | 'coarse'
> & {
  readonly byUnit: Map<string, number[]>
  readonly byPerson: Map<string, number[]>
  readonly reports: Map<string, number>
  readonly load: Map<number, number>
}

function layIn(index: Growing, at: number, one: FollowUp): void {
  push(index.byUnit, one.unitId, at)
  const meeting = meetingOf(index, one)
  if (meeting !== undefined) index.reports.set(meeting, (index.reports.get(meeting) ?? 0) + 1)
  if (isCarriedOut(index, one)) return
  for (const staffId of new Set(one.team.map((member) => member.staffId)))
    for (const month of monthsAsked(index, at, one)) push(index.byPerson, personMonth(staffId, month), at)
  addLoad(index, index.load, { at, one })
}

/** The months that a follow-up in a place asks hours of: its own, or the six of its half-year where it has no more. */
export function monthsAsked(
  { coarse }: Pick<PlanIndex, 'coarse'>,
  at: number,
  { month }: Pick<FollowUp, 'month'>,
): readonly string[] {
  return coarse.has(at) ? halfYearOf(month) : [month]
}

/** The hours that a follow-up in a place asks of a person in a month. */
export function hoursAsked(
  index: Pick<PlanIndex, 'coarse'>,
  { at, one }: { readonly at: number; readonly one: FollowUp },
  { staffId, month }: { readonly staffId: string; readonly month: string },
): number {
  const months = monthsAsked(index, at, one)
  if (!months.includes(month)) return 0
  return sum(one.team, (member) => (member.staffId === staffId ? member.hours / months.length : 0))
}

/** Lays a follow-up's ticks in the quarters of its months, or takes them from there. */
export function addLoad(
  index: Pick<PlanIndex, 'coarse' | 'units'>,
  load: Map<number, number>,
  { at, one, sign = 1 }: { readonly at: number; readonly one: FollowUp; readonly sign?: 1 | -1 },
): void {
  const quarters = new Set(monthsAsked(index, at, one).map((month) => quarterOf(monthNumber(month))))
  for (const quarter of quarters)
    load.set(quarter, (load.get(quarter) ?? 0) + (sign * ticksOf(index, one)) / quarters.size)
}

function push(lists: Map<string, number[]>, key: string, at: number): void {
  const list = lists.get(key)
  if (list) list.push(at)
  else lists.set(key, [at])
}

export function personMonth(staffId: string, month: string): string {
  return `${staffId} ${month}`
}

/** The place of a follow-up in the plan; undefined when the plan, or the problem, has none such. */
export function placeOf(index: PlanIndex, { unitId, month, kind }: Key): number | undefined {
  if (!index.units.has(unitId)) return undefined
  return index.byUnit.get(unitId)?.find((at) => {
    const one = index.followUps[at]
    return one?.month === month && one.kind === kind
  })
}

/** All follow-ups of a unit, with another in the place of one of them if wanted. */
export function followUpsOf(
  { byUnit, followUps }: PlanIndex,
  unitId: string,
  instead?: { readonly at: number; readonly by: FollowUp },
): FollowUp[] {
  return (byUnit.get(unitId) ?? []).flatMap((at) => (at === instead?.at ? instead.by : (followUps[at] ?? [])))
}

export function isCarriedOut(index: Pick<PlanIndex, 'executedPrints'>, one: FollowUp): boolean {
  return index.executedPrints.size > 0 && index.executedPrints.has(fingerprint(one))
}

/** Two follow-ups are the same when nothing of them differs; the order of the team says nothing. */
function fingerprint({ unitId, month, depth, kind, team }: FollowUp): string {
  const members = team.map(({ staffId, role, hours }) => JSON.stringify([staffId, role, hours])).sort()
  return JSON.stringify([unitId, month, depth, kind, members])
}

export function ticksOf({ units }: Pick<PlanIndex, 'units'>, { unitId, kind, depth }: FollowUp): number {
  return sum(units.get(unitId)?.needs[kind === 'extra' ? 'extra' : depth] ?? [], (ticks) => ticks)
}

/** The person-hours a follow-up of the unit asks of each role. */
export function hoursFor(
  { hours }: InputUnit,
  { kind, depth }: Pick<FollowUp, 'kind' | 'depth'>,
): Readonly<Record<string, number>> {
  return hours[kind === 'extra' ? 'extra' : depth] ?? {}
}

/** The meeting an in-depth follow-up is reported to; undefined after the last one, and for what is not reported. */
export function meetingOf(
  { meetings, input }: Pick<PlanIndex, 'meetings' | 'input'>,
  { kind, depth, month }: FollowUp,
): string | undefined {
  if (kind === 'extra' || depth !== 'inDepth') return undefined
  const ready = monthNumber(month) + input.rules.reportLagMonths
  return meetings.find((meeting) => monthNumber(meeting) >= ready)
}

/** A person's hours after the reserve. */
export function limitOf({ staff, input }: PlanIndex, staffId: string, month: string): number {
  return (staff.get(staffId)?.hours[month] ?? 0) * (1 - input.rules.eventReserve)
}

/** The hours a person is given in a month, with another follow-up in the place of one, or none at all there. */
export function hoursGiven(
  index: PlanIndex,
  { staffId, month }: { readonly staffId: string; readonly month: string },
  instead?: { readonly at: number; readonly by?: FollowUp },
): number {
  const places = index.byPerson.get(personMonth(staffId, month)) ?? []
  const all = instead && !places.includes(instead.at) ? inOrder(places, instead.at) : places
  return all.reduce((total, at) => {
    const one = at === instead?.at ? instead.by : index.followUps[at]
    if (!one || isCarriedOut(index, one)) return total
    // One after the other in their order, as the check adds them: sums of decimals hang on it.
    return total + hoursAsked(index, { at, one }, { staffId, month })
  }, 0)
}

function inOrder(places: readonly number[], one: number): number[] {
  return [...places, one].sort((a, b) => a - b)
}
