import { addMonths, type IsoDate } from '#kernel/dates.ts'
import type { Value } from './rules.ts'

/** What the system knows of a unit, factor by factor. What is not there is not known, and a person judges it. */
export type Facts = {
  /** The latest fixed assessment under whoever runs the unit now. */
  readonly results?: {
    readonly met: number
    readonly partly: number
    readonly notMet: number
    readonly on: IsoDate
    readonly assessmentId: string
  }
  /** Open findings, and actions whose day has passed. `on`: the oldest that is open. */
  readonly findings?: {
    readonly acute: number
    readonly serious: number
    readonly minor: number
    readonly late: number
    readonly on: IsoDate | null
  }
  /** Follow-ups that an event made necessary in the last twelve months. */
  readonly deviations?: { readonly count: number; readonly on: IsoDate }
  readonly authority?: {
    readonly state: AuthorityState
    readonly ofWholeProvider: boolean
    readonly on: IsoDate | null
    readonly entryId: string | null
  }
  /** The latest of each kind of change; null where there has been none. */
  readonly change?: Readonly<Record<Change, IsoDate | null>>
  readonly size?: { readonly places: number }
  /** `on`: the last in-depth follow-up under whoever runs it now. */
  readonly inDepth?: { readonly on: IsoDate | null; readonly runSince: IsoDate }
  readonly newAgreement?: { readonly on: IsoDate; readonly title: string; readonly agreementId: string }
}
export type KnownFactor = keyof Facts

export const knownFactors = [
  'results',
  'findings',
  'deviations',
  'authority',
  'change',
  'size',
  'inDepth',
  'newAgreement',
] as const satisfies readonly KnownFactor[]

/** An inspection with demands: open, answered, or closed within two years. */
export type AuthorityState = 'none' | 'closed' | 'answered' | 'open'

export const changes = ['provider', 'succession', 'manager'] as const
export type Change = (typeof changes)[number]

/** From how much on a value of 1, 2, 3 and 4 is reached. */
type Steps = readonly [number, number, number, number]
/** Within how many months a thing gives which value; the highest that fits counts. */
type Recent = readonly (readonly [months: number, value: Value])[]

/** The whole of it, shown on the page of the rules: whoever reads the tables can do the same sum. */
export const factTables = {
  /** Per cent of the assessed requirements that were not met; partly met counts as half. */
  results: [5, 10, 20, 35] as Steps,
  /** One event-driven follow-up is already 2: somebody found it necessary to come outside the plan. */
  deviations: [0, 1, 2, 3] as Steps,
  size: [7, 13, 31, 61] as Steps,
  /** Months since the last one in depth. */
  inDepth: [12, 24, 36, 48] as Steps,
  authority: { none: 0, closed: 2, answered: 3, open: 4 } as Readonly<Record<AuthorityState, Value>>,
  change: {
    provider: [
      [12, 4],
      [24, 2],
    ],
    succession: [
      [12, 3],
      [24, 1],
    ],
    manager: [
      [6, 3],
      [12, 2],
      [24, 1],
    ],
  } as Readonly<Record<Change, Recent>>,
  newAgreement: [
    [6, 4],
    [12, 3],
    [24, 1],
  ] as Recent,
} as const

type Readings = {
  readonly [Name in KnownFactor]: (fact: NonNullable<Facts[Name]>, today: IsoDate) => Value
}

/** The value that a fact gives on a day. */
const readings: Readings = {
  results: (fact) => stepOf(shareMissed(fact), factTables.results),
  findings: findingsValue,
  deviations: ({ count }) => stepOf(count, factTables.deviations),
  authority: ({ state, ofWholeProvider }) => lowered(factTables.authority[state], ofWholeProvider),
  change: (fact, today) => latestChange(fact, today).value,
  size: ({ places }) => stepOf(places, factTables.size),
  inDepth: inDepthValue,
  newAgreement: ({ on }, today) => recentValue(on, factTables.newAgreement, today),
}

/** What the facts of a unit say of each factor they know of. */
export function valuesOf(facts: Facts, today: IsoDate): { readonly [Name in KnownFactor]?: Value } {
  return Object.fromEntries(knownFactors.flatMap((name) => entryOf(facts, name, today)))
}

function entryOf<Name extends KnownFactor>(facts: Facts, name: Name, today: IsoDate): [Name, Value][] {
  const fact = facts[name]
  return fact === undefined ? [] : [[name, readings[name](fact, today)]]
}

/** In per cent. An assessment in which nothing applied has missed nothing. */
export function shareMissed({
  met,
  partly,
  notMet,
}: {
  met: number
  partly: number
  notMet: number
}): number {
  const assessed = met + partly + notMet
  return assessed === 0 ? 0 : (100 * (notMet + partly / 2)) / assessed
}

/** The change that weighs most today, the more serious kind first. */
export function latestChange(
  fact: NonNullable<Facts['change']>,
  today: IsoDate,
): { what: Change | null; on: IsoDate | null; value: Value } {
  const found = changes.map((what) => ({
    what,
    on: fact[what],
    value: recentValue(fact[what], factTables.change[what], today),
  }))
  const most = found.toSorted((one, other) => other.value - one.value)[0]
  return most && most.value > 0 ? most : { what: null, on: null, value: 0 }
}

/** By the most severe that is open; an action whose day has passed makes it one worse. */
function findingsValue(fact: NonNullable<Facts['findings']>): Value {
  const value = severityValue(fact)
  return fact.late > 0 ? upTo(value + 1) : value
}

function severityValue({ acute, serious, minor }: NonNullable<Facts['findings']>): Value {
  if (acute > 0) return 4
  if (serious > 0) return serious > 1 ? 3 : 2
  return minor > 0 ? 1 : 0
}

/** Never in depth is the longest time of all; whoever has just taken over is given a year. */
function inDepthValue({ on, runSince }: NonNullable<Facts['inDepth']>, today: IsoDate): Value {
  if (on === null) return isWithin(runSince, 12, today) ? 2 : 4
  const reached = factTables.inDepth.filter((months) => !isWithin(on, months, today))
  return upTo(reached.length)
}

/** What concerns the whole of a provider says one less of each of its units. */
function lowered(value: Value, isLower: boolean): Value {
  return isLower && value > 0 ? upTo(value - 1) : value
}

function recentValue(on: IsoDate | null, table: Recent, today: IsoDate): Value {
  if (on === null) return 0
  return table.find(([months]) => isWithin(on, months, today))?.[1] ?? 0
}

/** Less than so many months have passed. */
export function isWithin(on: IsoDate, months: number, today: IsoDate): boolean {
  return on > monthsBefore(today, months)
}

/** The same few days are asked for again with every unit, and working out a day is what takes the time. */
const before = new Map<string, IsoDate>()
const mostKept = 200

function monthsBefore(today: IsoDate, months: number): IsoDate {
  const key = `${today} ${months}`
  const kept = before.get(key)
  if (kept !== undefined) return kept
  if (before.size >= mostKept) before.clear()
  const day = addMonths(today, -months)
  before.set(key, day)
  return day
}

function stepOf(measured: number, steps: Steps): Value {
  return upTo(steps.filter((from) => measured >= from).length)
}

function upTo(value: number): Value {
  return Math.min(4, Math.max(0, value)) as Value // a whole number between the two
}
