import { addMonths, type IsoDate } from '#kernel/dates.ts'
import type { Method } from '#modules/followups/rules.ts'
import type { LadderStep } from '#modules/findings/rules.ts'
import type { AgreementKind, Depth } from './rules.ts'

export const planStates = ['draft', 'fixed', 'excepted'] as const
export type PlanState = (typeof planStates)[number]

/** What called for the plan: a new agreement or mandate, an extension, a follow-up, or other terms. */
export const occasions = ['new', 'extension', 'followUp', 'changed'] as const
export type Occasion = (typeof occasions)[number]

/** How often, as months between two times; once only for 0. */
export const rhythmMonths = { once: 0, halfYear: 6, year: 12, secondYear: 24, thirdYear: 36 } as const
export type Rhythm = keyof typeof rhythmMonths
// The keys of the table just above.
export const rhythms = Object.keys(rhythmMonths) as [Rhythm, ...Rhythm[]]

/** A row of an agreement's follow-up plan: what is followed up, how, by whom, how often, and what if it is not met. */
export type PlanRow = {
  readonly what: string
  readonly focusAreas: readonly string[]
  readonly depth: Depth | null
  readonly methods: readonly Method[]
  readonly functions: readonly string[]
  readonly rhythm: Rhythm
  readonly firstOn: IsoDate
  readonly ifNotMet: LadderStep
  readonly clause: string
}

/** The days a row falls due from one day to another, both included. */
export function occurrences(row: Pick<PlanRow, 'rhythm' | 'firstOn'>, from: IsoDate, to: IsoDate): IsoDate[] {
  const months = rhythmMonths[row.rhythm]
  const days: IsoDate[] = []
  for (let at = 0; at < 200; at += 1) {
    const day = addMonths(row.firstOn, at * months)
    if (day > to) break
    if (day >= from) days.push(day)
    if (months === 0) break
  }
  return days
}

/** What a municipality asks of a kind of agreement: how early to warn, and when it is to be followed up. */
export type KindRule = {
  readonly kind: AgreementKind
  readonly warnMonths: number
  readonly needsPlan: boolean
  readonly followUpMonthsBefore: number | null
  readonly followUpMonthsAfterStart: number | null
  readonly reviewMonth: number | null
  readonly revision: number
}

const nothing = { followUpMonthsBefore: null, followUpMonthsAfterStart: null, reviewMonth: null, revision: 0 }

/** Where nothing is decided locally: LOU before extension, LOV half a year after start, its terms every March. */
export const startingRules: Readonly<Record<AgreementKind, KindRule>> = {
  lou: { ...nothing, kind: 'lou', warnMonths: 12, needsPlan: true, followUpMonthsBefore: 3 },
  lov: {
    ...nothing,
    kind: 'lov',
    warnMonths: 6,
    needsPlan: true,
    followUpMonthsAfterStart: 6,
    reviewMonth: 3,
  },
  mandate: { ...nothing, kind: 'mandate', warnMonths: 6, needsPlan: true },
  internal: { ...nothing, kind: 'internal', warnMonths: 6, needsPlan: true },
  individual: { ...nothing, kind: 'individual', warnMonths: 6, needsPlan: false },
  iop: { ...nothing, kind: 'iop', warnMonths: 9, needsPlan: false },
}

/**
 * Whether a follow-up plan is missing: asked of the kind, and none is fixed (or excepted with a reason) since the terms
 * that hold were recorded. An extension so asks for the plan to be looked through again.
 */
export function lacksPlan(
  rule: Pick<KindRule, 'needsPlan'>,
  latestFixedAt: Date | null,
  since: Date | null,
): boolean {
  if (!rule.needsPlan) return false
  return latestFixedAt === null || (since !== null && latestFixedAt < since)
}
