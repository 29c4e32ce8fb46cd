import { quarterOf, yearOf } from '../months.ts'
import { annualCost, extraCost } from './costs.ts'
import type { Instance, UnitYear } from './instance.ts'
import { openDesk, seatAll, seatGiven, seatOne, staffedOf, type Desk, type Staffed } from './staffing.ts'
import { meetingOf, reportsAt, type Visit } from './visits.ts'

type Board = {
  readonly instance: Instance
  readonly desks: ReadonlyMap<number, Desk>
  /** All visits of each unit as they stand now. */
  readonly laid: Map<Visit['unit'], Visit[]>
  readonly reports: Map<number, number>
}

/** A plan with people; `loose` are the months where somebody had to move, or could not be seated at all. */
export type Named = {
  readonly staffed: readonly Staffed[] | undefined
  readonly loose: readonly number[]
}

/** The teams of a month whose staffing the month stage has chosen itself; undefined for other months. */
export type Exactly = (month: number, visits: readonly Visit[]) => readonly Staffed[] | undefined

/**
 * Names people month by month. A visit that finds no team in its month moves to the month that costs least and has one;
 * an extra that finds none is left out.
 */
export function nameEverybody(
  instance: Instance,
  visits: readonly Visit[],
  exactly: Exactly = () => undefined,
): Named {
  const planned = visits.filter(({ executed }) => !executed)
  const desks = new Map<number, Desk>()
  const homeless = instance.months.flatMap((month) => {
    const ofMonth = planned.filter((visit) => visit.month === month)
    const { desk, left } = seatMonth(openDesk(instance, month), ofMonth, exactly)
    desks.set(month, desk)
    return left
  })
  const board = boardOf(instance, desks, visits, homeless)
  const loose = [...new Set(homeless.map(({ month }) => month))]
  const stuck = homeless.filter((visit) => !moveIn(board, visit))
  if (stuck.some(({ kind }) => kind === 'annual')) return { staffed: undefined, loose }
  const done = visits.filter(({ executed }) => executed).map((visit) => ({ visit, team: [] }))
  return { staffed: [...done, ...[...desks.values()].flatMap(staffedOf)], loose }
}

function seatMonth(
  desk: Desk,
  visits: readonly Visit[],
  exactly: Exactly,
): { desk: Desk; left: readonly Visit[] } {
  const left = seatAll(desk, visits)
  const given = left.length > 0 ? exactly(desk.month, visits) : undefined
  if (!given) return { desk, left }
  const again = openDesk(desk.instance, desk.month)
  for (const one of given) seatGiven(again, one)
  return { desk: again, left: [] }
}

function boardOf(
  instance: Instance,
  desks: ReadonlyMap<number, Desk>,
  visits: readonly Visit[],
  homeless: readonly Visit[],
): Board {
  const without = new Set(homeless)
  const standing = visits.filter((visit) => !without.has(visit))
  const board: Board = {
    instance,
    desks,
    laid: Map.groupBy(standing, ({ unit }) => unit),
    reports: new Map(),
  }
  for (const visit of standing) countReport(board, visit)
  return board
}

function countReport(board: Board, visit: Visit): void {
  const meeting = meetingOf(board.instance, visit)
  if (meeting !== undefined) board.reports.set(meeting, (board.reports.get(meeting) ?? 0) + 1)
}

function moveIn(board: Board, visit: Visit): boolean {
  const facts = visit.unit.years.find(({ window }) => window.year === yearOf(visit.month))
  if (!facts) return false
  const moved = choices(board, visit, facts).find((choice) => {
    const desk = board.desks.get(choice.month)
    return desk !== undefined && roomAtMeeting(board, choice) && seatOne(desk, choice)
  })
  if (!moved) return false
  board.laid.set(visit.unit, [...(board.laid.get(visit.unit) ?? []), moved])
  countReport(board, moved)
  return true
}

/** The months the visit may have, the cheapest first. */
function choices(board: Board, visit: Visit, facts: UnitYear): Visit[] {
  const cost = (month: number) =>
    visit.kind === 'annual'
      ? annualCost(board.instance, visit.unit, facts, month)
      : extraCost(board.instance, visit.unit, facts).with(month)
  const others = board.laid.get(visit.unit) ?? []
  return (visit.kind === 'annual' ? facts.open : facts.extraMonths)
    .filter((month) => others.every((other) => apart({ ...visit, month }, other)))
    .toSorted((a, b) => cost(a) - cost(b) || a - b)
    .map((month) => ({ ...visit, month }))
}

function apart(one: Visit, other: Visit): boolean {
  if (one.kind !== other.kind) return quarterOf(one.month) !== quarterOf(other.month)
  if (one.kind === 'extra') return true
  return Math.abs(one.month - other.month) >= one.unit.gap
}

function roomAtMeeting(board: Board, visit: Visit): boolean {
  const meeting = meetingOf(board.instance, visit)
  return meeting === undefined || (board.reports.get(meeting) ?? 0) < reportsAt(board.instance, meeting)
}
