import { defaultWeights, type Depth, type FollowUp, type InputUnit, type PlanInput } from '../contract.ts'
import { monthNumber, monthText, range, yearOf } from '../months.ts'
import { patternsOf, type Pattern } from './depths.ts'
import { everyRule, type Holds } from './rules.ts'
import { windowsOf, type Window } from './windows.ts'

/** Hours are counted in whole hundred-millionths, needs rounded down: sums are exact, and three thirds of an hour fit in one. */
const TICKS = 1e8

/** Ticks for each role, in the order of `Instance.roles`; 0 where the role is not needed. */
export type Need = readonly number[]
export type Kind = Depth | 'extra'

export type UnitYear = {
  readonly window: Window
  /** Months the planner may choose: the window without what the gap to anything fixed forbids. The month itself when carried out. */
  readonly open: readonly number[]
  readonly executed?: FollowUp
  readonly executedExtra?: FollowUp
  /** Month of the decided plan. */
  readonly decided?: number
  /** Months an extra follow-up may lie in, the quarter of the annual one not yet taken away. Empty when none is allowed. */
  readonly extraMonths: readonly number[]
  /** True when an extra follow-up is allowed this year, so that its absence costs. */
  readonly mayHaveExtra: boolean
}

export type PlanUnit = {
  readonly input: InputUnit
  readonly needs: Readonly<Record<Kind, Need>>
  readonly years: readonly UnitYear[]
  /** Empty when what is carried out contradicts the rule of depths. */
  readonly patterns: readonly Pattern[]
  /** Least months between two annual follow-ups. */
  readonly gap: number
}

export type Person = {
  readonly id: string
  readonly profession: string
  /** Ticks net of the reserve, by month from the first of the horizon. */
  readonly capacity: readonly number[]
}

export type Instance = {
  readonly input: PlanInput
  readonly from: number
  readonly months: readonly number[]
  readonly years: readonly number[]
  readonly roles: readonly { readonly id: string; readonly professions: ReadonlySet<string> }[]
  /** Least number of professions in a team of two roles or more. */
  readonly professionsPerTeam: number
  readonly people: readonly Person[]
  readonly units: readonly PlanUnit[]
  /** Months with a meeting of the board, rising, each once. */
  readonly meetings: readonly number[]
  /** In-depth reports each of them can take beside those of what is carried out; below 0 where these are too many. */
  readonly mostReports: readonly number[]
  readonly weights: { readonly [Name in keyof typeof defaultWeights]: number }
  readonly warnings: readonly string[]
}

/** The problem with every month a number and every hour a whole count: what all of the planner works on. */
export function instanceOf(input: PlanInput, holds: Holds = everyRule): Instance {
  const from = monthNumber(input.horizon.from)
  const months = range(from, from + input.horizon.months - 1)
  const given = factsByUnit(input)
  const windows = input.units.map((unit) => windowsOf(input, unit, holds))
  const meetings = [...new Set(input.boardMeetings.map(monthNumber))].sort((a, b) => a - b)
  return {
    input,
    from,
    months,
    years: range(yearOf(from), yearOf(months.at(-1) ?? from)),
    roles: input.roles.map(({ id, professions }) => ({ id, professions: new Set(professions) })),
    professionsPerTeam: holds({ rule: 'team' }) ? input.rules.professionsPerTeam : 0,
    people: peopleOf(input, months, holds),
    units: input.units.map((unit, at) => planUnit({ input, holds, given }, unit, windows[at]?.years ?? [])),
    meetings,
    mostReports: meetings.map((meeting) =>
      holds({ rule: 'boardReports', month: monthText(meeting), year: yearOf(meeting) })
        ? input.rules.inDepthReportsPerMeeting - reported(input, meeting)
        : Infinity,
    ),
    weights: { ...defaultWeights, ...definedOf(input.weights ?? {}) },
    warnings: input.units.filter((_, at) => windows[at]?.asksNothing).map(warningOf),
  }
}

/** Reports of what is carried out that go to a meeting: the first one after the lag. */
function reported({ executed = [], boardMeetings, rules }: PlanInput, meeting: number): number {
  const first = (ready: number) => Math.min(...boardMeetings.map(monthNumber).filter((one) => one >= ready))
  return executed.filter(
    ({ kind, depth, month }) =>
      kind === 'annual' &&
      depth === 'inDepth' &&
      first(monthNumber(month) + rules.reportLagMonths) === meeting,
  ).length
}

function definedOf<Part extends object>(part: Part): { [Name in keyof Part]: NonNullable<Part[Name]> } {
  const kept = Object.entries(part).filter(([, value]) => value !== undefined)
  return Object.fromEntries(kept) as { [Name in keyof Part]: NonNullable<Part[Name]> } // the same names, those without value left out
}

function warningOf({ id, decisionOn }: InputUnit): string {
  return `Enhet ${id}: beslutet ${decisionOn} ligger så att ingen uppföljning under planens år kan läggas inför det.`
}

/** More than any municipality has: the hours of people whose limit is left out. */
const UNLIMITED = 1e5 * TICKS

function peopleOf(input: PlanInput, months: readonly number[], holds: Holds): Person[] {
  const share = 1 - input.rules.eventReserve
  return input.staff.map(({ id, profession, hours }) => {
    const role = scarcestRole(input, profession)
    const known = new Map(Object.entries(hours).map(([month, value]) => [monthNumber(month), value]))
    const capacity = months.map((month) =>
      holds({ rule: 'capacity', role, year: yearOf(month), month: monthText(month) })
        ? Math.round((known.get(month) ?? 0) * share * TICKS)
        : UNLIMITED,
    )
    return { id, profession, capacity }
  })
}

/** The role by which a profession's hours are spoken of: of those it may fill, the one with the fewest people. */
export function scarcestRole({ roles, staff }: PlanInput, profession: string): string {
  const able = (allowed: readonly string[]) =>
    staff.filter((person) => allowed.includes(person.profession)).length
  const own = roles.filter(({ professions }) => professions.includes(profession))
  return own.toSorted((a, b) => able(a.professions) - able(b.professions))[0]?.id ?? ''
}

function needOf({ roles }: PlanInput, hours: Readonly<Record<string, number>> = {}): Need {
  return roles.map(({ id }) => Math.floor((hours[id] ?? 0) * TICKS))
}

export function hoursOf(ticks: number): number {
  return ticks / TICKS
}

type Facts = {
  readonly annual: readonly FollowUp[]
  readonly extra: readonly FollowUp[]
  readonly decided: readonly number[]
}

/** What is carried out and decided, by unit. */
function factsByUnit({ executed = [], decided }: PlanInput): (unitId: string) => Facts {
  const done = Map.groupBy(executed, ({ unitId }) => unitId)
  const planned = Map.groupBy(decided?.followUps ?? [], ({ unitId }) => unitId)
  return (unitId) => ({
    annual: (done.get(unitId) ?? []).filter(({ kind }) => kind === 'annual'),
    extra: (done.get(unitId) ?? []).filter(({ kind }) => kind === 'extra'),
    decided: (planned.get(unitId) ?? [])
      .filter(({ kind }) => kind === 'annual')
      .map(({ month }) => monthNumber(month)),
  })
}

type Ground = {
  readonly input: PlanInput
  readonly holds: Holds
  readonly given: (unitId: string) => Facts
}

function planUnit({ input, holds, given }: Ground, unit: InputUnit, windows: readonly Window[]): PlanUnit {
  const facts = given(unit.id)
  const asked = { areaId: unit.areaId, unitId: unit.id }
  const gap = holds({ rule: 'gap', ...asked }) ? input.rules.minMonthsBetween : 0
  const operates = holds({ rule: 'operation', ...asked }) ? operating(unit) : () => true
  const years = windows.map((window) => unitYear(input, { unit, gap, operates }, window, facts))
  return {
    input: unit,
    gap,
    needs: {
      basic: needOf(input, unit.hours.basic),
      inDepth: needOf(input, unit.hours.inDepth),
      extra: needOf(input, unit.hours.extra),
    },
    years,
    patterns: holds({ rule: 'inDepth', ...asked })
      ? patternsOf(input, unit, { years, carriedOut: facts.annual })
      : [allBasic(years)],
  }
}

/** Depths without the rule of depths: what is carried out as it was, and the rest basic. */
function allBasic(years: readonly UnitYear[]): Pattern {
  return years.map(
    ({ executed, window }) => executed?.depth ?? (window.months.length > 0 ? 'basic' : undefined),
  )
}

type Place = {
  readonly unit: InputUnit
  readonly gap: number
  readonly operates: (month: number) => boolean
}

function unitYear(input: PlanInput, place: Place, window: Window, facts: Facts): UnitYear {
  const { unit } = place
  const ofYear = ({ month }: FollowUp) => yearOf(monthNumber(month)) === window.year
  const executed = facts.annual.find(ofYear)
  const executedExtra = facts.extra.find(ofYear)
  const decided = facts.decided.find((month) => yearOf(month) === window.year)
  const mayHaveExtra = extraAllowed(input, unit, window)
  return {
    window,
    open: executed ? [monthNumber(executed.month)] : openMonths(place, window, facts),
    ...(executed && { executed }),
    ...(executedExtra && { executedExtra }),
    ...(decided !== undefined && { decided }),
    mayHaveExtra,
    extraMonths:
      mayHaveExtra && !executedExtra
        ? range(window.year * 12, window.year * 12 + 11).filter(operating(unit))
        : [],
  }
}

function extraAllowed({ rules }: PlanInput, { risk, hours }: InputUnit, window: Window): boolean {
  const needed = Object.values(hours.extra ?? {}).some((value) => value > 0)
  return needed && risk >= rules.extraFromRisk && window.months.length > 0
}

function operating({ startsOn, endsOn }: InputUnit): (month: number) => boolean {
  const first = startsOn ? monthNumber(startsOn) : -Infinity
  const last = endsOn ? monthNumber(endsOn) : Infinity
  return (month) => month >= first && month <= last
}

/** The window without months nearer than the gap to what is already carried out; a pin outside operation is no month. */
function openMonths({ unit, gap, operates }: Place, window: Window, facts: Facts): number[] {
  const fixed = [unit.lastFollowUp?.month, ...facts.annual.map(({ month }) => month)]
    .filter((month) => month !== undefined)
    .map(monthNumber)
  const clear = (month: number) => fixed.every((other) => Math.abs(month - other) >= gap)
  return window.months.filter(operates).filter(clear)
}
