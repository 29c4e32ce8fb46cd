import { sql } from 'kysely'
import { addMonths, type IsoDate } from '#kernel/dates.ts'
import type { Method } from '#modules/followups/rules.ts'
import type { Db } from '#platform/db/pool.ts'
import { obligationGrounds as t } from '#texts/sv/agreement-duties.ts'
import { kindRules } from './kinds.ts'
import { fixedPlans } from './queries-plan.ts'
import type { AgreementKind, Depth, ExtensionOption } from './rules.ts'
import { occurrences } from './rules-plan.ts'

/** What an agreement owes of follow-up: of which unit, what and how, and the last day for it. */
export type Obligation = {
  readonly unitId: string
  readonly agreementId: string
  readonly what: string
  readonly depth: Depth | null
  readonly focusAreas: readonly string[]
  readonly methods: readonly Method[]
  readonly latestOn: IsoDate
  readonly ground: string
}

type Within = { readonly from: IsoDate; readonly to: IsoDate }
export type Span = { readonly boardId: string; readonly from: IsoDate; readonly to: IsoDate }

/**
 * What the agreements of a board owe between two days, both included: by each fixed follow-up plan, before a decision
 * on extension, and some time after a new provider's start. In the order of day, unit and agreement.
 */
export async function agreementObligations(db: Db, span: Span): Promise<Obligation[]> {
  const [covered, rules] = [await coveredUnits(db, { boardId: span.boardId }), await kindRules(db)]
  const owed = [
    ...(await byPlan(db, span, covered)),
    ...beforeExtension(span, covered, rules),
    ...afterStart(span, covered, rules),
  ]
  const order = (one: Obligation) => `${one.latestOn} ${one.unitId} ${one.agreementId}`
  return owed.toSorted((one, other) => (order(one) < order(other) ? -1 : 1))
}

/** Every unit and the time it was covered by an agreement that is or was adopted; the terms of the last such state. */
export async function coveredUnits(db: Db, of: { boardId?: string; agreementIds?: readonly string[] }) {
  let query = db
    .selectFrom('agreementUnit as c')
    .innerJoin('agreement as g', (join) =>
      join.onRef('g.municipalityId', '=', 'c.municipalityId').onRef('g.id', '=', 'c.agreementId'),
    )
    .innerJoin('provider as p', (join) =>
      join.onRef('p.municipalityId', '=', 'g.municipalityId').onRef('p.id', '=', 'g.providerId'),
    )
    .innerJoin('agreementState as t', (join) =>
      join
        .onRef('t.municipalityId', '=', 'c.municipalityId')
        .onRef('t.agreementId', '=', 'c.agreementId')
        .on('t.supersededAt', 'is', null)
        .on('t.status', '=', 'adopted'),
    )
    .select(['c.unitId', 'c.agreementId', 'c.boardId', 'c.providerId'])
    .select(['c.validFrom as coveredFrom', 'c.validTo as coveredTo'])
    .select(['g.kind', 'p.kind as providerKind', 't.title', 't.options', 't.validFrom', 't.validTo'])
    .where((where) =>
      where.or([where('c.validTo', 'is', null), where('c.validTo', '>', where.ref('c.validFrom'))]),
    )
    .orderBy('c.unitId')
    .orderBy('c.agreementId')
    .orderBy('t.validFrom')
  if (of.boardId) query = query.where('c.boardId', '=', of.boardId)
  if (of.agreementIds) query = query.where('c.agreementId', '=', sql<string>`any(${of.agreementIds}::uuid[])`)
  const rows = await query.execute()
  // The column holds what the agreement's own commands have checked.
  return rows.map((row) => ({ ...row, options: row.options as ExtensionOption[] }))
}
export type Covered = Awaited<ReturnType<typeof coveredUnits>>[number]

/** The agreement was in force for the unit that day, or begins to be. */
function isCovered(row: Covered, day: IsoDate): boolean {
  const within = (from: IsoDate, to: IsoDate | null) => from <= day && (to === null || day < to)
  return within(row.coveredFrom, row.coveredTo) && within(row.validFrom, row.validTo)
}

async function byPlan(db: Db, span: Span, covered: readonly Covered[]): Promise<Obligation[]> {
  const plans = await fixedPlans(db, span.boardId)
  return plans.flatMap((plan) =>
    plan.rows.flatMap((row) =>
      occurrences(row, span.from, span.to).flatMap((latestOn) =>
        covered
          .filter((one) => one.agreementId === plan.agreementId && isCovered(one, latestOn))
          .map(({ unitId, agreementId, title }) => {
            const { what, depth, focusAreas, methods } = row
            const ground = t.plan(title, plan.version, row.clause)
            return { unitId, agreementId, what, depth, focusAreas, methods, latestOn, ground }
          }),
      ),
    ),
  )
}

const whole = { depth: null, focusAreas: [], methods: [] }

/** The last day for the follow-up before each open option of a kind whose rule asks for one. */
export function beforeExtension(span: Within, covered: readonly Covered[], rules: Rules): Obligation[] {
  const owed = covered.flatMap((row) => {
    const months = rules[row.kind].followUpMonthsBefore
    if (months === null) return []
    return row.options.flatMap(({ outcome, decideBy, until }) => {
      if (outcome !== null || decideBy === null) return []
      const latestOn = addMonths(decideBy, -months)
      if (latestOn < span.from || latestOn > span.to || !isCovered(row, latestOn)) return []
      const { unitId, agreementId, title } = row
      return [
        {
          ...whole,
          unitId,
          agreementId,
          what: t.beforeExtensionWhat,
          latestOn,
          ground: t.beforeExtension(title, until),
        },
      ]
    })
  })
  return once(owed)
}

/** A private provider new in the choice system is followed up some months after it began with the unit. */
export function afterStart(span: Within, covered: readonly Covered[], rules: Rules): Obligation[] {
  const owed = covered.flatMap((row) => {
    const months = startMonths(rules, row)
    if (months === null) return []
    const start = row.coveredFrom > row.validFrom ? row.coveredFrom : row.validFrom
    const latestOn = addMonths(start, months)
    if (latestOn < span.from || latestOn > span.to) return []
    const { unitId, agreementId, title } = row
    return [
      {
        ...whole,
        unitId,
        agreementId,
        what: t.afterStartWhat,
        latestOn,
        ground: t.afterStart(title, months),
      },
    ]
  })
  return firstOnly(owed, covered, rules)
}

type Rules = Awaited<ReturnType<typeof kindRules>>

function startMonths(rules: Rules, row: { kind: AgreementKind; providerKind: string }): number | null {
  return row.providerKind === 'municipal' ? null : rules[row.kind].followUpMonthsAfterStart
}

/** New terms are no new start: only the first day a unit was ever covered by the agreement counts. */
function firstOnly(owed: readonly Obligation[], covered: readonly Covered[], rules: Rules): Obligation[] {
  return owed.filter((one) => {
    const same = covered.filter((row) => row.unitId === one.unitId && row.agreementId === one.agreementId)
    const starts = same
      .map((row) => (row.coveredFrom > row.validFrom ? row.coveredFrom : row.validFrom))
      .sort()
    const [first] = same
    const months = first && startMonths(rules, first)
    return months != null && starts[0] !== undefined && addMonths(starts[0], months) === one.latestOn
  })
}

/** Two states of one agreement tell of the same option once. */
function once(owed: readonly Obligation[]): Obligation[] {
  return [...new Map(owed.map((one) => [`${one.agreementId} ${one.unitId} ${one.latestOn}`, one])).values()]
}
