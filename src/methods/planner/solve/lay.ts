import { yearOf } from '../months.ts'
import { roomAtMeeting, stand, take, type Board, type Slot } from './board.ts'
import type { PlanUnit } from './instance.ts'
import { seatAll, seatGiven, unseat, type Staffed } from './staffing.ts'
import type { Visit } from './visits.ts'

/** The teams of a month that is known to be staffable as it is; undefined where that is not known. */
export type Exactly = (month: number, visits: readonly Visit[]) => readonly Staffed[] | undefined

/** Lays a plan: what finds no team or no room at its meeting is left without a month, and told. */
export function layAll(board: Board, visits: readonly Visit[], exactly: Exactly = () => undefined): Slot[] {
  for (const visit of visits) choosePattern(board, visit)
  const slots = new Map(
    board.slots.map((slot) => [keyOf(slot.unit, slot.facts.window.year, slot.kind), slot]),
  )
  const planned = visits.filter(({ executed }) => !executed)
  return [...Map.groupBy(planned, ({ month }) => month)].flatMap(([month, ofMonth]) => {
    const left = new Set(seatMonth(board, month, { visits: ofMonth, exactly }))
    return ofMonth.flatMap((visit) => {
      const slot = slots.get(keyOf(visit.unit, yearOf(visit.month), visit.kind))
      return slot && (left.has(visit) || !standIfRoom(board, slot, visit)) ? [slot] : []
    })
  })
}

function seatMonth(
  { desks }: Board,
  month: number,
  { visits, exactly }: { visits: readonly Visit[]; exactly: Exactly },
): readonly Visit[] {
  const desk = desks.get(month)
  if (!desk) return visits
  const left = seatAll(desk, visits)
  const given = left.length > 0 ? exactly(month, visits) : undefined
  if (!given) return left
  for (const visit of [...desk.teams.keys()]) unseat(desk, visit, [])
  for (const one of given) seatGiven(desk, one)
  return []
}

function standIfRoom(board: Board, slot: Slot, visit: Visit): boolean {
  const room = roomAtMeeting(board, visit)
  stand(board, slot, visit)
  if (!room) take(board, slot, [])
  return room
}

function keyOf(unit: PlanUnit, year: number, kind: Visit['kind']): string {
  return `${unit.input.id} ${year} ${kind}`
}

/** The first pattern that says what the visits say. */
function choosePattern({ patterns }: Board, { unit, month, kind, depth }: Visit): void {
  const year = unit.years.findIndex(({ window }) => window.year === yearOf(month))
  if (kind === 'extra' || year < 0) return
  const now = unit.patterns[patterns.get(unit) ?? 0]
  if (now?.[year] === depth) return
  const fits = unit.patterns.findIndex((depths) => depths[year] === depth)
  if (fits >= 0) patterns.set(unit, fits)
}
