import type { Depth, FollowUp, InputUnit, PlanInput, RuleName } from '../contract.ts'
import { plusMonths, windowOf, yearOf } from './window.ts'

/**
 * What a plan breaks, found from the two files alone. It shares no code with the solver: what it says is a second opinion,
 * and nothing is offered for decision without it. Every break names its rule and the ids of what breaks it.
 */
export type Broken = {
  readonly rule: RuleName
  readonly unitId?: string
  readonly staffId?: string
  readonly month?: string
  readonly year?: number
  readonly role?: string
  /** Hours over, months short, or reports too many: how far the rule is from held. */
  readonly amount?: number
}

type Case = {
  readonly input: PlanInput
  readonly years: readonly number[]
  readonly units: ReadonlyMap<string, InputUnit>
  readonly followUps: readonly FollowUp[]
  readonly byUnit: ReadonlyMap<string, readonly FollowUp[]>
  readonly executed: ReadonlySet<string>
}

/** A thousandth of a second of work: sums of decimals are not exact. */
const TOLERANCE = 1e-6

/** Every broken hard rule, in the order of the contract. An empty list is a plan that may be decided. */
export function check(input: PlanInput, followUps: readonly FollowUp[]): Broken[] {
  const first = Number(input.horizon.from.slice(0, 4))
  const scene: Case = {
    input,
    followUps,
    byUnit: Map.groupBy(followUps, ({ unitId }) => unitId),
    years: Array.from({ length: input.horizon.months / 12 }, (_, at) => first + at),
    units: new Map(input.units.map((unit) => [unit.id, unit])),
    executed: new Set((input.executed ?? []).map(fingerprint)),
  }
  return [
    ...strangers(scene),
    ...input.units.flatMap((unit) => unitBreaks(scene, unit)),
    ...overbooked(scene),
    ...teams(scene),
    ...meetings(scene),
    ...missingExecuted(scene),
  ]
}

function strangers({ followUps, units, years, executed }: Case): Broken[] {
  const known = (one: FollowUp) =>
    units.has(one.unitId) && (executed.has(fingerprint(one)) || years.includes(yearOf(one.month)))
  return followUps
    .filter((one) => !known(one))
    .map(({ unitId, month }) => ({ rule: 'annual' as const, unitId, month }))
}

function unitBreaks(scene: Case, unit: InputUnit): Broken[] {
  const own = scene.byUnit.get(unit.id) ?? []
  const annual = own.filter(({ kind }) => kind === 'annual').sort(byMonth)
  return [
    ...scene.years.flatMap((year) => yearBreaks(scene, { unit, annual, year })),
    ...depthBreaks(scene, unit, annual),
    ...gapBreaks(scene, unit, annual),
    ...scene.years.flatMap((year) => extraBreaks(scene, { unit, own, year })),
  ]
}

function yearBreaks(
  { input, executed }: Case,
  { unit, annual, year }: { unit: InputUnit; annual: readonly FollowUp[]; year: number },
): Broken[] {
  const ofYear = annual.filter(({ month }) => yearOf(month) === year)
  const done = ofYear.some((one) => executed.has(fingerprint(one)))
  const { months, last } = windowOf(input, unit, year)
  const owed = done || months.length > 0 ? 1 : 0
  const wrongCount = ofYear.length !== owed
  const outside = ofYear.filter(
    (one) => !executed.has(fingerprint(one)) && months.length > 0 && !months.includes(one.month),
  )
  return [
    ...(wrongCount ? [{ rule: 'annual' as const, unitId: unit.id, year }] : []),
    ...outside.map(({ month }) => ({ rule: last, unitId: unit.id, month, year })),
    ...outOfOperation(
      unit,
      ofYear.filter((one) => !executed.has(fingerprint(one)) && months.includes(one.month)),
    ),
  ]
}

/** A month that is pinned outside the unit's operation is in its window all the same. */
function outOfOperation(unit: InputUnit, followUps: readonly FollowUp[]): Broken[] {
  return followUps
    .filter(({ month }) => !inOperation(unit, month))
    .map(({ month }) => ({ rule: 'operation' as const, unitId: unit.id, month }))
}

function inOperation({ startsOn = '0000-01', endsOn = '9999-12' }: InputUnit, month: string): boolean {
  return month >= startsOn && month <= endsOn
}

/** What is carried out can break nothing by itself; what is to come has the in-depth one that is missing, or none. */
function depthBreaks({ input, executed }: Case, unit: InputUnit, annual: readonly FollowUp[]): Broken[] {
  const wrong = (month: string): Broken => ({ rule: 'inDepth', unitId: unit.id, month })
  const scheduled = unit.inDepthYears
  const done = new Set(annual.filter((one) => executed.has(fingerprint(one))))
  if (scheduled)
    return annual
      .filter((one) => !done.has(one))
      .filter(({ month, depth }) => (depth === 'inDepth') !== scheduled.includes(yearOf(month)))
      .map(({ month }) => wrong(month))
  const every = input.rules.inDepthEveryYears
  const chain = withHistory(unit, annual, every)
  const toCome = new Set<Past>(annual.filter((one) => !done.has(one)))
  return chain.flatMap((one, at) => {
    const among = chain.slice(at, at + every)
    if (among.length < every || depthHolds(among, toCome)) return []
    return [wrong(among.at(-1)?.month ?? one.month)]
  })
}

function depthHolds(among: readonly Past[], toCome: ReadonlySet<Past>): boolean {
  const planned = among.filter((one) => toCome.has(one))
  const inDepth = (some: readonly Past[]) => some.filter(({ depth }) => depth === 'inDepth').length
  const already = inDepth(among) - inDepth(planned)
  return planned.length === 0 || inDepth(planned) === Math.max(0, 1 - already)
}

type Past = { readonly month: string; readonly depth: Depth }

function withHistory(
  { lastFollowUp }: InputUnit,
  annual: readonly FollowUp[],
  every: number,
): readonly Past[] {
  // What is past can break nothing by itself, and a basic one says nothing of the phase unless every other is in depth.
  const free = every === 1 || (every > 2 && lastFollowUp?.depth === 'basic')
  const known = annual.some(({ month }) => month === lastFollowUp?.month)
  return lastFollowUp && !free && !known ? [lastFollowUp, ...annual].sort(byMonth) : annual
}

function gapBreaks({ input, executed }: Case, unit: InputUnit, annual: readonly FollowUp[]): Broken[] {
  const known = annual.some(({ month }) => month === unit.lastFollowUp?.month)
  const history = unit.lastFollowUp && !known ? [{ month: unit.lastFollowUp.month, done: true }] : []
  const chain = [
    ...history,
    ...annual.map((one) => ({ month: one.month, done: executed.has(fingerprint(one)) })),
  ].sort(byMonth)
  return chain.slice(1).flatMap((one, at) => {
    const before = chain[at]
    if (!before || (before.done && one.done)) return []
    const short = input.rules.minMonthsBetween - monthsBetween(before.month, one.month)
    return short > 0 ? [{ rule: 'gap' as const, unitId: unit.id, month: one.month, amount: short }] : []
  })
}

function extraBreaks(
  { input, executed }: Case,
  { unit, own, year }: { unit: InputUnit; own: readonly FollowUp[]; year: number },
): Broken[] {
  const ofYear = own.filter(({ month }) => yearOf(month) === year)
  const extras = ofYear.filter(({ kind }) => kind === 'extra')
  const planned = extras.filter((one) => !executed.has(fingerprint(one)))
  const asked = Object.values(unit.hours.extra ?? {}).some((hours) => hours > 0)
  const allowed =
    asked && unit.risk >= input.rules.extraFromRisk && windowOf(input, unit, year).months.length > 0
  const wrong = ({ month, depth }: FollowUp) =>
    !allowed ||
    extras.length > 1 ||
    depth !== 'basic' ||
    !inOperation(unit, month) ||
    ofYear.some((other) => other.kind === 'annual' && quarter(other.month) === quarter(month))
  return planned.filter(wrong).map(({ month }) => ({ rule: 'extra' as const, unitId: unit.id, month }))
}

function overbooked({ input, followUps, executed }: Case): Broken[] {
  const given = new Map<string, { staffId: string; month: string; hours: number }>()
  for (const one of followUps) {
    if (executed.has(fingerprint(one))) continue
    for (const { staffId, hours } of one.team) {
      const key = `${staffId} ${one.month}`
      given.set(key, { staffId, month: one.month, hours: (given.get(key)?.hours ?? 0) + hours })
    }
  }
  const staff = new Map(input.staff.map((person) => [person.id, person]))
  return [...given.values()].flatMap(({ staffId, month, hours }) => {
    const limit = (staff.get(staffId)?.hours[month] ?? 0) * (1 - input.rules.eventReserve)
    return hours > limit + TOLERANCE
      ? [{ rule: 'capacity' as const, staffId, month, amount: hours - limit }]
      : []
  })
}

function teams(scene: Case): Broken[] {
  return scene.followUps
    .filter((one) => !scene.executed.has(fingerprint(one)) && !teamHolds(scene, one))
    .map(({ unitId, month }) => ({ rule: 'team' as const, unitId, month }))
}

function teamHolds({ input, units }: Case, { unitId, team, kind, depth }: FollowUp): boolean {
  const hours = units.get(unitId)?.hours[kind === 'extra' ? 'extra' : depth] ?? {}
  const needed = input.roles.filter(({ id }) => (hours[id] ?? 0) > 0)
  const professions = new Map(input.staff.map(({ id, profession }) => [id, profession]))
  const filled = needed.every(({ id, professions: allowed }) => {
    const [member, ...more] = team.filter(({ role }) => role === id)
    const profession = professions.get(member?.staffId ?? '')
    const right = profession !== undefined && allowed.includes(profession)
    return more.length === 0 && right && Math.abs((member?.hours ?? 0) - (hours[id] ?? 0)) <= TOLERANCE
  })
  const persons = new Set(team.map(({ staffId }) => staffId))
  const kinds = new Set(team.map(({ staffId }) => professions.get(staffId)))
  const enough = needed.length < 2 || kinds.size >= input.rules.professionsPerTeam
  return filled && team.length === needed.length && persons.size === team.length && enough
}

function meetings({ input, followUps, executed }: Case): Broken[] {
  const sorted = input.boardMeetings.toSorted()
  const reported = followUps.filter(({ depth, kind }) => depth === 'inDepth' && kind === 'annual')
  const byMeeting = Map.groupBy(reported, ({ month }) => {
    const ready = plusMonths(month, input.rules.reportLagMonths)
    return sorted.find((one) => one >= ready)
  })
  return [...byMeeting].flatMap(([month, reports]) => {
    const toCome = reports.filter((one) => !executed.has(fingerprint(one))).length
    const amount = Math.min(toCome, reports.length - input.rules.inDepthReportsPerMeeting)
    return month && amount > 0 ? [{ rule: 'boardReports' as const, month, amount }] : []
  })
}

function missingExecuted({ input, followUps }: Case): Broken[] {
  const there = new Set(followUps.map(fingerprint))
  return (input.executed ?? [])
    .filter((one) => !there.has(fingerprint(one)))
    .map(({ unitId, month }) => ({ rule: 'executed' as const, unitId, month }))
}

function fingerprint({ unitId, month, depth, kind, team }: FollowUp): string {
  const members = team.map(({ staffId, role, hours }) => JSON.stringify([staffId, role, hours])).sort()
  return JSON.stringify([unitId, month, depth, kind, members])
}

function monthsBetween(earlier: string, later: string): number {
  return (yearOf(later) - yearOf(earlier)) * 12 + Number(later.slice(5)) - Number(earlier.slice(5))
}

function quarter(month: string): string {
  return `${month.slice(0, 4)} ${Math.ceil(Number(month.slice(5)) / 3)}`
}

function byMonth(a: { readonly month: string }, b: { readonly month: string }): number {
  return a.month < b.month ? -1 : a.month > b.month ? 1 : 0
}
