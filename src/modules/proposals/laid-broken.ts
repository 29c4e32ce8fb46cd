import { check, type Broken } from '#methods/planner/check/check.ts'
import type { RuleName } from '#methods/planner/contract.ts'
import { monthNumber } from '#methods/planner/months.ts'
import { allOverbooked } from '#methods/planner/why/breaks.ts'
import { followUpsOf, hoursFor } from '#methods/planner/why/plan-index.ts'
import { firstDayOf, lastDayOf, type PlanItem } from '#modules/plans/public.ts'
import { hasWords } from '#kernel/lists.ts'
import { compareSwedish } from '#kernel/swedish.ts'
import type { BrokenFilter } from './contract-broken.ts'
import { faultSentences, ruleNames, teamFaults } from '#texts/sv/plan-move.ts'
import { isTold } from './laid-effect.ts'
import type { LaidPlan } from './laid.ts'
import { unitIdOf } from './input-units.ts'

/** A rule that the draft breaks as it stands, with the row or the unit it is about. */
export type BrokenRow = {
  key: string
  rule: RuleName
  ruleName: string
  sentence: string
  year: number
  /** The row that breaks it; null where one is missing, or where it is a meeting of the board. */
  item: Pick<PlanItem, 'id' | 'name' | 'year' | 'month' | 'half'> | null
  unitId: string | null
  name: string
  areaId: string | null
  /** A meeting with too many reports, "2027-05". */
  meeting: string | null
}
export type Overbooked = { staffId: string; name: string; month: string; hours: number }

export type BrokenNow = {
  rows: BrokenRow[]
  overbooked: Overbooked[]
  /** People in the plan of whom no hours are known. */
  unset: string[]
}

/**
 * Everything the draft breaks, by the independent check; people with too many hours stand apart. Their hours are counted as
 * the plan's load counts them: the check knows no half-years, and a month that is only supposed is told to nobody.
 */
export function brokenNow(laid: LaidPlan): BrokenNow {
  const rules = check(laid.index.input, laid.index.followUps).filter(({ rule }) => rule !== 'capacity')
  return toldOf(laid, [...rules, ...allOverbooked(laid.index)])
}

/** The same of some that are broken. */
export function toldOf(laid: LaidPlan, all: readonly Broken[]): BrokenNow {
  const over = all.filter(({ rule }) => rule === 'capacity')
  return {
    rows: all
      .filter((one) => one.rule !== 'capacity' && !isOnlySupposed(laid, one))
      .map((one, at) => rowOf(laid, one, at))
      .toSorted((one, other) => one.year - other.year || compareSwedish(one.name, other.name)),
    overbooked: over
      .filter((one) => isTold(laid, one))
      .map(({ staffId = '', month = '', amount = 0 }) => ({
        ...{ staffId, month, name: laid.nameOf(staffId) },
        hours: Math.round(amount * 10) / 10,
      }))
      .toSorted((one, other) => (one.month < other.month ? -1 : 1) || compareSwedish(one.name, other.name)),
    unset: [
      ...new Set(over.filter((one) => !isTold(laid, one)).map(({ staffId = '' }) => laid.nameOf(staffId))),
    ].toSorted(compareSwedish),
  }
}

/** The rows a broken rule is about: of its unit, in its month. */
function itemOf(laid: LaidPlan, { unitId, month }: Broken): PlanItem | undefined {
  if (!unitId || !month) return undefined
  return laid.itemOf({ unitId, month, kind: 'annual' }) ?? laid.itemOf({ unitId, month, kind: 'extra' })
}

/** The months of a row with a half-year are supposed: time that is short only between them is not told. */
function isOnlySupposed(laid: LaidPlan, one: Broken): boolean {
  const later = one.rule === 'gap' ? itemOf(laid, one) : undefined
  if (!later || !one.unitId) return false
  const [before] = followUpsOf(laid.index, one.unitId)
    .filter(({ kind, month }) => kind === 'annual' && month < (one.month ?? ''))
    .toSorted((a, b) => (a.month < b.month ? 1 : -1))
  const earlier = before && laid.itemOf(before)
  if (!earlier || !(laid.coarse.has(later.id) || laid.coarse.has(earlier.id))) return false
  return lastOf(later) - firstOf(earlier) >= laid.index.input.rules.minMonthsBetween
}

const firstOf = (item: PlanItem) => monthNumber(firstDayOf(item).slice(0, 7))
const lastOf = (item: PlanItem) => monthNumber(lastDayOf(item).slice(0, 7))

function rowOf(laid: LaidPlan, one: Broken, at: number): BrokenRow {
  const { rule, month, year = yearOf(month) } = one
  const found = itemOf(laid, one)
  const words = { rule, ruleName: ruleNames[rule], sentence: sentenceOf(laid, one, found) }
  const meeting = rule === 'boardReports' && month ? month : null
  const item = found ? pickOf(found) : null
  return { key: `${at} ${rule}`, ...words, year, item, meeting, ...unitOf(laid, one, item?.name) }
}

function yearOf(month = '0000-01'): number {
  return Math.floor(monthNumber(month) / 12)
}

function unitOf(
  laid: LaidPlan,
  { unitId }: Broken,
  name: string | undefined,
): Pick<BrokenRow, 'unitId' | 'name' | 'areaId'> {
  if (!unitId) return { unitId: null, name: '', areaId: null }
  const id = unitIdOf(unitId)
  const areaId = laid.index.units.get(unitId)?.input.areaId ?? null
  return { unitId: id, areaId, name: name ?? laid.unitNameOf(id) }
}

function pickOf({ id, name, year, month, half }: PlanItem): BrokenRow['item'] {
  return { id, name, year, month, half }
}

function sentenceOf(laid: LaidPlan, one: Broken, item: PlanItem | undefined): string {
  if (one.rule === 'team') return teamFault(laid, one, item)
  const isSupposed = item !== undefined && laid.coarse.has(item.id)
  return isSupposed ? faultSentences[one.rule]() : faultSentences[one.rule](one.amount)
}

/** Nobody at all, a role that nobody has, or else other roles or hours than those asked. */
function teamFault({ index }: LaidPlan, { unitId = '', month }: Broken, item: PlanItem | undefined): string {
  const unit = index.units.get(unitId)?.input
  const followUp = followUpsOf(index, unitId).find((one) => one.month === month)
  if (!unit || !followUp || item?.team.length === 0) return teamFaults.none
  const missing = Object.entries(hoursFor(unit, followUp))
    .filter(([role, hours]) => hours > 0 && !followUp.team.some((member) => member.role === role))
    .map(([role]) => role)
  return missing.length > 0 ? teamFaults.missing(missing) : faultSentences.team()
}

/** The rows that a filter keeps, in the same order. */
export function filterBroken(rows: readonly BrokenRow[], filter: BrokenFilter): BrokenRow[] {
  return rows.filter(
    ({ rule, year, areaId, name }) =>
      (filter.rule ?? rule) === rule &&
      (filter.year ?? year) === year &&
      (filter.area ?? areaId) === areaId &&
      hasWords([name], filter.q),
  )
}
