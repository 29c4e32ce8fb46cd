import { monthNumber, quarterOf, range } from '../months.ts'
import { capacityOf, possibleAlone, roleSets, sum, type RoleSet } from './capacity.ts'
import type { Pattern } from './depths.ts'
import type { Instance, Need, PlanUnit } from './instance.ts'
import { carriedOutBeside, meetingOf, needOfVisit, reportsAt, type Visit } from './visits.ts'

/** How much of each role set's hours and of each meeting is taken while the list is laid. */
type Ledger = {
  readonly instance: Instance
  readonly sets: readonly RoleSet[]
  readonly possible: (need: Need, month: number) => boolean
  readonly used: Map<string, number>
  readonly whole: Map<string, number>
  readonly reports: Map<number, number>
}

/**
 * The answer that is there at once: units by the tightest window, then risk, then size, each in the allowed month whose
 * worst group of roles is least used; extras last, where they fit. It may break rules of capacity: the check says which.
 */
export function firstAnswer(instance: Instance): Visit[] {
  const ledger = openLedger(instance)
  const annual = instance.units.toSorted(tightestFirst).flatMap((unit) => layUnit(ledger, unit))
  return [...annual, ...layExtras(ledger, annual), ...carriedOutBeside(instance)]
}

function openLedger(instance: Instance): Ledger {
  const sets = roleSets(instance)
  const whole = new Map<string, number>()
  for (const month of instance.months)
    for (const [at, set] of sets.entries()) whole.set(`${at} ${month}`, capacityOf(instance, set, month))
  return { instance, sets, whole, possible: possibleAlone(instance), used: new Map(), reports: new Map() }
}

function tightestFirst(a: PlanUnit, b: PlanUnit): number {
  const open = ({ years }: PlanUnit) => Math.min(...years.map((year) => year.open.length || 99))
  const size = ({ needs }: PlanUnit) => sum(needs.inDepth, (ticks) => ticks)
  return (
    open(a) - open(b) ||
    b.input.risk - a.input.risk ||
    size(b) - size(a) ||
    (a.input.id < b.input.id ? -1 : 1)
  )
}

/** With each allowed way of laying the depths, the one whose fullest month is least full. */
function layUnit(ledger: Ledger, unit: PlanUnit): Visit[] {
  const [best] = unit.patterns
    .map((pattern) => ({ visits: tryPattern(ledger, unit, pattern) }))
    .map(({ visits }) => ({
      visits,
      fullest: Math.max(0, ...visits.map((visit) => fullness(ledger, visit))),
    }))
    .sort((a, b) => b.visits.length - a.visits.length || a.fullest - b.fullest)
  for (const visit of best?.visits ?? []) take(ledger, visit)
  return best?.visits ?? []
}

function tryPattern(ledger: Ledger, unit: PlanUnit, pattern: Pattern): Visit[] {
  const laid: Visit[] = []
  for (const [year, depth] of pattern.entries()) {
    const facts = unit.years[year]
    if (!depth || !facts) continue
    const visit = (month: number): Visit => ({ unit, month, kind: 'annual', depth })
    if (facts.executed) laid.push({ ...visit(monthNumber(facts.executed.month)), executed: facts.executed })
    else {
      const best = leastFull(ledger, clearMonths(unit, { year, laid }).map(visit))
      if (best) laid.push(best)
    }
  }
  return laid
}

/** Months far enough from the year before that also leave the year after a month. */
function clearMonths(unit: PlanUnit, { year, laid }: { year: number; laid: readonly Visit[] }): number[] {
  const { gap } = unit
  const before = laid.at(-1)
  const next = unit.years[year + 1]
  const latest = next && !next.executed ? next.open.at(-1) : undefined
  const open = unit.years[year]?.open ?? []
  const clear = open.filter((month) => !before || before.executed || month - before.month >= gap)
  const kind = clear.filter((month) => latest === undefined || latest - month >= gap)
  return kind.length > 0 ? kind : clear
}

function leastFull(ledger: Ledger, choices: readonly Visit[]): Visit | undefined {
  return choices
    .filter((visit) => ledger.possible(needOfVisit(visit), visit.month))
    .map((visit) => ({ visit, full: fullness(ledger, visit) }))
    .sort((a, b) => a.full - b.full || a.visit.month - b.visit.month)[0]?.visit
}

/** Share of the worst group of roles that would be used; a meeting without room counts as full three times over. */
function fullness({ sets, used, whole, reports, instance }: Ledger, visit: Visit): number {
  if (visit.executed) return 0
  const need = needOfVisit(visit)
  const shares = sets.map(({ roles }, at) => {
    const asked = sum(roles, (role) => need[role] ?? 0)
    if (asked === 0) return 0
    return ((used.get(`${at} ${visit.month}`) ?? 0) + asked) / (whole.get(`${at} ${visit.month}`) || 1)
  })
  const meeting = meetingOf(instance, visit)
  const room = meeting === undefined || (reports.get(meeting) ?? 0) < reportsAt(instance, meeting)
  return Math.max(...shares) + (room ? 0 : 3)
}

function take({ sets, used, reports, instance }: Ledger, visit: Visit): void {
  const meeting = meetingOf(instance, visit)
  if (meeting !== undefined) reports.set(meeting, (reports.get(meeting) ?? 0) + 1)
  if (visit.executed) return
  const need = needOfVisit(visit)
  for (const [at, { roles }] of sets.entries()) {
    const key = `${at} ${visit.month}`
    used.set(key, (used.get(key) ?? 0) + sum(roles, (role) => need[role] ?? 0))
  }
}

/** The highest risk first; an extra that would fill a month more than this is left out. */
const FULL_FOR_EXTRAS = 0.95

function layExtras(ledger: Ledger, annual: readonly Visit[]): Visit[] {
  const quarters = new Set(annual.map(({ unit, month }) => `${unit.input.id} ${quarterOf(month)}`))
  const byRisk = ledger.instance.units.toSorted((a, b) => b.input.risk - a.input.risk)
  return byRisk.flatMap((unit) =>
    range(0, unit.years.length - 1).flatMap((year) => {
      const choices = (unit.years[year]?.extraMonths ?? [])
        .filter((month) => !quarters.has(`${unit.input.id} ${quarterOf(month)}`))
        .map((month): Visit => ({ unit, month, kind: 'extra', depth: 'basic' }))
      const best = leastFull(ledger, choices)
      if (!best || fullness(ledger, best) > FULL_FOR_EXTRAS) return []
      take(ledger, best)
      return [best]
    }),
  )
}
