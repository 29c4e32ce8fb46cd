import { addDays, addMonths, type IsoDate } from '#kernel/dates.ts'
import type { Severity } from '#modules/assessments/rules.ts'
import type { PeriodKind, ReportLevel, ReportType, Sources } from './period-type-rules.ts'

export type { PeriodKind } from './period-type-rules.ts'

/** A half-year '2026-H1', a quarter '2026-Q3' or a year '2026', with its first and last day. */
export type Period = { key: string; kind: PeriodKind; from: IsoDate; to: IsoDate }

const months = { halfYear: 6, quarter: 3, year: 12 } as const
const signs = { H: 'halfYear', Q: 'quarter' } as const

export function periodOf(key: string): Period | undefined {
  const match = /^(20\d\d)(?:-(?:(H)([12])|(Q)([1-4])))?$/.exec(key)
  if (!match) return undefined
  const [, year = '', half, nth, quarter, fourth] = match
  // Only the letters that the pattern lets through.
  const sign = (half ?? quarter) as keyof typeof signs | undefined
  const kind = sign ? signs[sign] : 'year'
  const from = addMonths(`${year}-01-01`, (Number(nth ?? fourth ?? 1) - 1) * months[kind])
  return { key, kind, from, to: addDays(addMonths(from, months[kind]), -1) }
}

/** The period of the kind that a day is in. */
export function periodWith(kind: PeriodKind, day: IsoDate): Period {
  const year = day.slice(0, 4)
  const nth = Math.floor((Number(day.slice(5, 7)) - 1) / months[kind]) + 1
  const key = { halfYear: `${year}-H${nth}`, quarter: `${year}-Q${nth}`, year }[kind]
  const found = periodOf(key)
  if (!found) throw new Error(`No period for ${day}`)
  return found
}

/** The periods before and up to this one, the oldest first. */
export function periodsTo(period: Period, count: number): Period[] {
  return Array.from({ length: count }, (_, back) =>
    periodWith(period.kind, addMonths(period.from, -months[period.kind] * (count - 1 - back))),
  )
}

/** Which follow-ups the figures are of: all that fit, or those chosen one by one. */
export type PeriodSelection = {
  period: string
  areaId: string | null
  form: string | null
  followUpKind: string | null
  agreementId: string | null
  followUpIds: string[] | null
  /** Papers begun before there were several kinds have neither. */
  report?: ReportType
  level?: ReportLevel
  sources?: Sources
}

export type Tally = { met: number; partly: number; notMet: number; other: number }
export const noVerdicts: Tally = { met: 0, partly: 0, notMet: 0, other: 0 }

export type PeriodFollowUp = {
  id: string
  title: string
  unitId: string
  unitName: string
  providerName: string
  providerKind: string
  areaId: string
  area: string
  kind: string
  dueOn: IsoDate
  fixedOn: IsoDate
  version: number
  counts: Tally
}

/** Planned for the period, and what became of it. `id`: the row of the plan, or the follow-up where there is no plan. */
export type PeriodPlanned = {
  id: string
  /** The follow-up that carries out a row of the plan; null while there is none. */
  followUpId?: string | null
  title: string
  unitName: string
  areaId: string
  area: string
  dueOn: IsoDate
  fixedOn: IsoDate | null
  standing: 'done' | 'doneLater' | 'missing' | 'cancelled'
  /** Why it was moved, taken out or called off. */
  reason?: string
}

/** What a planned row is counted as: its follow-up where it has one. */
export const plannedRef = ({ id, followUpId }: PeriodPlanned): string => followUpId ?? id

export type PeriodFinding = {
  id: string
  followUpId: string
  unitName: string
  severity: Severity
  title: string
  code: string
  state: string
  repeats: boolean
  foundOn: IsoDate
}

export type PeriodAction = {
  id: string
  followUpId: string
  providerKind: string
  unitName: string
  title: string
  dueOn: IsoDate
  reportedOn: IsoDate | null
  standing: 'inTime' | 'late' | 'notDone' | 'notDue'
}

export type PeriodDecision = {
  id: string
  heldOn: IsoDate
  title: string
  kind: string
  outcome: string
  paragraph: string
  followUpId: string | null
  /** The findings it was about, and how many of them are still open. */
  findings: number
  open: number
}

/** One quality area: for each follow-up by its place in the list, how its requirements were judged. */
export type PeriodArea = {
  key: string
  name: string
  framework: string
  counts: [place: number, met: number, partly: number, notMet: number][]
}

export type PeriodPoint = {
  period: string
  followUps: number
  met: number
  assessed: number
  findings: number
  acute: number
  repeated: number
  due: number
  inTime: number
}

/** All that a report of a period says beside its texts, with the rows that every number is counted from. */
export type PeriodContent = {
  selection: PeriodSelection
  /** The filter in words, empty where nothing is left out. */
  choice: string
  period: Period
  asOf: IsoDate
  followUps: PeriodFollowUp[]
  planned: PeriodPlanned[]
  /** The decided plan that `planned` is of; null where it is of the follow-ups themselves. */
  plan?: { title: string; version: number; decidedOn: IsoDate } | null
  /** Follow-ups that were fixed in the period on top of the plan, by id. */
  extra?: string[]
  findings: PeriodFinding[]
  actions: PeriodAction[]
  decisions: PeriodDecision[]
  national: PeriodArea[]
  own: PeriodArea[]
  trend: PeriodPoint[]
}

/** How many periods a trend shows. */
export const trendLength = 5

/** A share of fewer than this says more than it knows: the numbers stand alone. */
export const smallestForShare = 10

export function shareOf(part: number, whole: number): number | null {
  return whole < smallestForShare ? null : part / whole
}

export const judgedOf = ({ met, partly, notMet }: Tally): number => met + partly + notMet

export function sumOf(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (sum, one) => ({
      met: sum.met + one.met,
      partly: sum.partly + one.partly,
      notMet: sum.notMet + one.notMet,
      other: sum.other + one.other,
    }),
    noVerdicts,
  )
}

type Promised = { dueOn: IsoDate; reportedOn: IsoDate | null; isReady: boolean }

/** The same rule as the list of late actions: late from the day after. What is not yet due is not counted. */
export function actionStanding(action: Promised, today: IsoDate): PeriodAction['standing'] {
  if (action.isReady && action.reportedOn) return action.reportedOn <= action.dueOn ? 'inTime' : 'late'
  return action.dueOn < today ? 'notDone' : 'notDue'
}

/** A plan is met when the judgement was fixed before the period ended; what is due ahead of today is not missing yet. */
export function plannedStanding(
  row: { state: string; dueOn: IsoDate; fixedOn: IsoDate | null },
  to: IsoDate,
): PeriodPlanned['standing'] {
  if (row.fixedOn) return row.fixedOn <= to ? 'done' : 'doneLater'
  return row.state === 'cancelled' ? 'cancelled' : 'missing'
}
