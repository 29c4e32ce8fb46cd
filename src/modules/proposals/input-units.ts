import type { InputUnit } from '#methods/planner/contract.ts'
import { monthNumber, monthText } from '#methods/planner/months.ts'
import { estimateFor, ruleOf, type AreaRule, type RoleHours, type UnitFacts } from '#modules/plans/public.ts'
import type { Ground } from './ground.ts'
import { mostCommon } from './input-depth.ts'
import type { Owed } from './input-owed.ts'

/** Months after a start (LOV) and before a decision (LOU): one number each in the computing, a setting of each area here. */
export type Terms = { choice: number; procured: number }

export function usualTerms(ground: Ground): Terms {
  const rules = ground.areas.map(({ id }) => ruleOf(ground, id))
  const positive = (values: readonly number[]) => mostCommon(values.filter((value) => value > 0))
  return {
    choice: positive(rules.map((rule) => rule.choiceSystemMonths)) ?? 6,
    procured: positive(rules.map((rule) => rule.procuredMonths)) ?? 2,
  }
}

type Given = { ground: Ground; terms: Terms }

/**
 * The units as the computing sees them. One that owes nothing some year in the middle is seen as several, each in operation
 * for the years that are owed: `unit` and `unit:2029`.
 */
export function inputUnits(given: Given, owed: readonly Owed[]): InputUnit[] {
  return owed.flatMap((one) =>
    runsOf(one).flatMap((run, at) => unitOf(given, one, { run, isFirst: at === 0 })),
  )
}

/** The id that the plan knows, of one that the computing knows. */
export function unitIdOf(id: string): string {
  return id.split(':')[0] ?? id
}

type Run = { run: readonly number[]; isFirst: boolean }

function runsOf({ years }: Owed): number[][] {
  const runs: number[][] = [[]]
  for (const [year, answer] of years) {
    if (answer === 'no') runs.push([])
    else runs.at(-1)?.push(year)
  }
  return runs.filter((run) => run.some((year) => years.get(year) === 'owed'))
}

function unitOf(given: Given, { unit, rule, inDepth }: Owed, { run, isFirst }: Run): InputUnit[] {
  const { ground } = given
  const one: InputUnit = {
    id: isFirst ? unit.unitId : `${unit.unitId}:${run[0]}`,
    areaId: unit.serviceAreaId,
    risk: ground.risks.get(unit.unitId) ?? 3,
    hours: hoursOf(ground, unit),
    ...operationOf(ground, unit, run),
    ...termOf(given, unit, { rule, run }),
    ...(isFirst && historyOf(unit, `${ground.years[0]}-01-01`)),
    inDepthYears: inDepth.filter((year) => run.includes(year)),
    ...pinsOf(ground, unit, run),
    ...halvesOf(ground, unit, run),
  }
  return isPossible(ground, one) ? [one] : []
}

/** What narrows the months: the start of a new unit in a choice system, or the decision on a procured one. */
function termOf(given: Given, unit: UnitFacts, term: Term) {
  const startsOn = choiceOf(given, unit, term)
  if (startsOn) return { operatingForm: 'choiceSystem' as const, startsOn }
  const terms = [decisionOf(given, unit, term), agreementOf(given, unit, term.run)]
  // The earlier of two binds both.
  const decisionOn = terms.filter((one) => one !== undefined).toSorted()[0]
  return decisionOn
    ? { operatingForm: 'procured' as const, decisionOn }
    : { operatingForm: 'inHouse' as const }
}

/** A unit that is not in operation in any month of the years is no question for the computing. */
function isPossible({ years }: Ground, { startsOn = '', endsOn = '9999' }: InputUnit): boolean {
  return startsOn <= `${years.at(-1)}-12` && endsOn >= `${years[0]}-01` && startsOn <= endsOn
}

/** Dates that narrow the years of the run; one that lies outside of the plan's years says nothing. */
function operationOf({ years }: Ground, unit: UnitFacts, run: readonly number[]) {
  const [first, last] = [run[0] ?? 0, run.at(-1) ?? 0]
  const from = latest(unit.startsOn.slice(0, 7), first > (years[0] ?? 0) ? `${first}-01` : '')
  const to = earliest(lastMonthOf(unit), last < (years.at(-1) ?? 0) ? `${last}-12` : 'never')
  return {
    ...(from > `${years[0]}-01` && { startsOn: from }),
    ...(to < `${years.at(-1)}-12` && { endsOn: to }),
  }
}

/** The end is the first day without the unit. */
function lastMonthOf({ endsOn }: UnitFacts): string {
  if (!endsOn) return 'never'
  return monthText(monthNumber(endsOn.slice(0, 7)) - (endsOn.endsWith('-01') ? 1 : 0))
}

const latest = (one: string, other: string) => (one > other ? one : other)
const earliest = (one: string, other: string) => (one < other ? one : other)

type Term = { rule: AreaRule; run: readonly number[] }

/**
 * The start of a new unit in a choice system whose first follow-up is owed in these years. An area with a term of its own
 * has its start counted from there, so that the window is the area's.
 */
function choiceOf({ ground, terms }: Given, unit: UnitFacts, { rule, run }: Term): string | undefined {
  if (!unit.choiceSystem || rule.choiceSystemMonths === 0) return undefined
  if (unit.followUps.some(({ on }) => on >= unit.startsOn && on < `${ground.years[0]}-01-01`))
    return undefined
  const start = monthNumber(unit.startsOn.slice(0, 7))
  const owedIn = Math.floor((start + rule.choiceSystemMonths) / 12)
  if (!run.includes(owedIn) || isExcepted(ground, 'choiceSystem', { unit, year: owedIn })) return undefined
  if (hasGoneBy(ground, start + rule.choiceSystemMonths + 1)) return undefined
  return monthText(start + rule.choiceSystemMonths - terms.choice)
}

/** A term whose last month is over can no longer be kept: what it asked for is late, and is done when it can be. */
function hasGoneBy({ from = '' }: Ground, last: number): boolean {
  return monthText(last) < from
}

/** The decision before which a procured unit is to be followed up, where that falls in these years and is not done. */
function decisionOf({ ground, terms }: Given, unit: UnitFacts, { rule, run }: Term): string | undefined {
  if (!unit.decisionOn || rule.procuredMonths === 0) return undefined
  const decision = monthNumber(unit.decisionOn.slice(0, 7))
  const latest = decision - rule.procuredMonths
  const opens = `${monthText(latest - 6)}-01`
  const isDone = unit.followUps.some(({ on }) => on >= opens && on < `${ground.years[0]}-01-01`)
  const year = Math.floor(latest / 12)
  if (isDone || hasGoneBy(ground, latest) || ![year, year - 1].some((one) => run.includes(one)))
    return undefined
  if (isExcepted(ground, 'procured', { unit, year })) return undefined
  return monthText(latest + terms.procured)
}

/**
 * An agreement's own plan has a last month too. The computing knows one such term, that before a decision, so it is put as a
 * decision so many months later; not where hardly any of the year is left between the last follow-up and the term.
 */
function agreementOf({ ground, terms }: Given, unit: UnitFacts, run: readonly number[]): string | undefined {
  const latest = termsOfAgreement(unit).find(
    (one) =>
      run.includes(Math.floor(one / 12)) &&
      !hasGoneBy(ground, one) &&
      !isExcepted(ground, 'agreement', { unit, year: Math.floor(one / 12) }),
  )
  if (latest === undefined) return undefined
  const last = historyOf(unit, `${ground.years[0]}-01-01`).lastFollowUp
  const open = last ? monthNumber(last.month) + ground.calculation.monthsBetween : -Infinity
  const first = Math.max(Math.floor(latest / 12) * 12, open, monthNumber(unit.startsOn.slice(0, 7)))
  return latest - first >= 1 ? monthText(latest + terms.procured) : undefined
}

/** Last months that narrow a year, the earliest first: one in December asks nothing more than the year does. */
export function termsOfAgreement({ obligations }: UnitFacts): number[] {
  return obligations
    .map(({ latestOn }) => monthNumber(latestOn.slice(0, 7)))
    .filter((month) => month % 12 !== 0 && month % 12 !== 11)
    .toSorted((one, other) => one - other)
}

function isExcepted(
  { excepted }: Ground,
  rule: string,
  { unit, year }: { unit: UnitFacts; year: number },
): boolean {
  return excepted.has(`${rule}:${unit.unitId}:${year}`)
}

function historyOf(unit: UnitFacts, day: string): Pick<InputUnit, 'lastFollowUp'> {
  const last = unit.followUps
    .filter(({ on }) => on < day)
    .toSorted((one, other) => one.on.localeCompare(other.on))
    .at(-1)
  return last ? { lastFollowUp: { month: last.on.slice(0, 7), depth: last.depth } } : {}
}

function pinsOf(
  { pinned, executed }: Ground,
  unit: UnitFacts,
  run: readonly number[],
): { pinned?: Record<string, string> } {
  const done = new Set(
    executed
      .filter((one) => one.unitId === unit.unitId && !one.isExtra)
      .map(({ month }) => month.slice(0, 4)),
  )
  const own = pinned
    .filter((one) => one.unitId === unit.unitId && run.includes(Number(one.month.slice(0, 4))))
    .map(({ month }) => [month.slice(0, 4), month] as const)
    .filter(([year]) => !done.has(year))
  return own.length > 0 ? { pinned: Object.fromEntries(own) } : {}
}

function halvesOf(
  { pinnedHalves = [], executed }: Ground,
  { unitId }: UnitFacts,
  run: readonly number[],
): Pick<InputUnit, 'pinnedHalf'> {
  const isDone = (year: number) =>
    executed.some((one) => one.unitId === unitId && !one.isExtra && one.month.startsWith(`${year}-`))
  const own = pinnedHalves.filter(
    (one) => one.unitId === unitId && run.includes(one.year) && !isDone(one.year),
  )
  return own.length > 0 ? { pinnedHalf: Object.fromEntries(own.map(({ year, half }) => [year, half])) } : {}
}

function hoursOf({ estimates }: Ground, { serviceAreaId }: UnitFacts): InputUnit['hours'] {
  const needed = (hours: RoleHours) =>
    Object.fromEntries(Object.entries(hours).filter(([, value]) => value > 0))
  const of = (kind: 'planned' | 'revisit', depth: 'basic' | 'inDepth') =>
    needed(estimateFor(estimates, { serviceAreaId, kind, depth }))
  // An extra follow-up is as a revisit is: about half of a basic one.
  return { basic: of('planned', 'basic'), inDepth: of('planned', 'inDepth'), extra: of('revisit', 'basic') }
}
