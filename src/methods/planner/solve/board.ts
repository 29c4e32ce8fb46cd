import { monthNumber, quarterOf, yearOf } from '../months.ts'
import { possibleAlone } from './capacity.ts'
import { balanceOf, unevenness, type Balance } from './balance.ts'
import { annualCost, extraCost } from './costs.ts'
import type { Instance, Need, PlanUnit, UnitYear } from './instance.ts'
import { openDesk, seatOne, staffedOf, unseat, type Desk, type Staffed, type Undo } from './staffing.ts'
import { carriedOutBeside, meetingOf, needOfVisit, reportsAt, type Visit } from './visits.ts'

/** The place of one unit, year and kind; `visit` is what lies there now. */
export type Slot = {
  readonly unit: PlanUnit
  readonly year: number
  readonly kind: Visit['kind']
  readonly facts: UnitYear
  visit: Visit | undefined
}

/** Slots in an order that only says how they are drawn, and each one's place in it. */
type Sore = { readonly slots: Slot[]; readonly at: Map<Slot, number> }

/**
 * A whole plan with people, to be changed step by step. Every hard rule holds at every step but one: an annual follow-up may
 * be without a month for a while, which costs more than anything else can win.
 */
export type Board = {
  readonly instance: Instance
  readonly desks: ReadonlyMap<number, Desk>
  /** What may be moved: all but what is carried out. */
  readonly slots: readonly Slot[]
  readonly bySlotUnit: ReadonlyMap<PlanUnit, readonly Slot[]>
  /** Which of the unit's ways of laying the depths holds. */
  readonly patterns: Map<PlanUnit, number>
  readonly standing: ReadonlyMap<number, Slot[]>
  readonly reports: Map<number, number>
  readonly balance: Balance
  readonly possible: (need: Need, month: number) => boolean
  /** What is not where it costs least. */
  readonly sore: Sore
  /** Cost of an annual follow-up without a month. */
  readonly homeless: number
  /** What a month's delay of the least risk costs, twelve times: the measure of a step. */
  readonly scale: number
  /** By the objective, less what no step changes. */
  cost: number
}
export function openBoard(instance: Instance): Board {
  const { units, months } = instance
  const slots = units.flatMap(slotsOf)
  const board: Board = {
    instance,
    slots: slots.filter(({ facts, kind }) => !(kind === 'annual' && facts.executed)),
    desks: new Map(months.map((month) => [month, openDesk(instance, month)])),
    bySlotUnit: Map.groupBy(slots, ({ unit }) => unit),
    patterns: new Map(units.map((unit) => [unit, 0])),
    standing: new Map(months.map((month) => [month, []])),
    reports: new Map(),
    balance: balanceOf(instance),
    possible: possibleAlone(instance),
    sore: { slots: [], at: new Map() },
    homeless: dearest(instance),
    scale: instance.weights.risk || 1,
    cost: 0,
  }
  for (const { visit } of slots) if (visit) countReport(board, visit, 1)
  for (const slot of board.slots) {
    board.cost += costOf(board, slot)
    tellSore(board, slot)
  }
  return board
}

/** More than a follow-up can win anybody by being left out. */
function dearest({ weights, units }: Instance): number {
  const { risk, extra, move, moveMonth, balance } = weights
  return 10 * (5 * (risk + extra) + move + 12 * moveMonth + (balance * units.length) / 500)
}

function slotsOf(unit: PlanUnit): Slot[] {
  return unit.years.flatMap((facts, year) => [
    ...(unit.patterns.some((depths) => depths[year]) ? [annualSlot(unit, year, facts)] : []),
    ...(facts.extraMonths.length > 0
      ? [{ unit, year, facts, kind: 'extra' as const, visit: undefined }]
      : []),
  ])
}

function annualSlot(unit: PlanUnit, year: number, facts: UnitYear): Slot {
  const { executed } = facts
  const visit: Visit | undefined = executed && {
    unit,
    month: monthNumber(executed.month),
    kind: 'annual',
    depth: executed.depth,
    executed,
  }
  return { unit, year, facts, kind: 'annual', visit }
}

export function planOfBoard({ instance, desks, slots }: Board): Staffed[] | undefined {
  if (slots.some(({ kind, visit }) => kind === 'annual' && !visit)) return undefined
  return [...carriedOut(instance), ...[...desks.values()].flatMap(staffedOf)]
}

/** What stands in every plan as it was carried out. */
export function carriedOut(instance: Instance): Staffed[] {
  const done = instance.units.flatMap((unit) =>
    unit.years.flatMap((facts, year) => annualSlot(unit, year, facts).visit ?? []),
  )
  return [...done, ...carriedOutBeside(instance)].map((visit) => ({ visit, team: [] }))
}

/** Months the slot may have as the unit's others lie now, whoever is free. */
export function monthsFor(board: Board, slot: Slot): number[] {
  const others = (board.bySlotUnit.get(slot.unit) ?? []).flatMap((one) =>
    one !== slot && one.visit ? [one.visit] : [],
  )
  const need = slot.unit.needs[kindOf(board, slot)]
  return (slot.kind === 'annual' ? slot.facts.open : slot.facts.extraMonths).filter(
    (month) => others.every((other) => apart(slot, month, other)) && board.possible(need, month),
  )
}

function apart({ kind, unit }: Slot, month: number, other: Visit): boolean {
  if (kind !== other.kind) return quarterOf(month) !== quarterOf(other.month)
  return kind === 'extra' || Math.abs(month - other.month) >= unit.gap
}

export function depthAt({ patterns }: Board, { unit, year, kind }: Slot): 'basic' | 'inDepth' {
  return kind === 'extra' ? 'basic' : (unit.patterns[patterns.get(unit) ?? 0]?.[year] ?? 'basic')
}

function kindOf(board: Board, slot: Slot): 'basic' | 'inDepth' | 'extra' {
  return slot.kind === 'extra' ? 'extra' : depthAt(board, slot)
}

function hoursAt(board: Board, slot: Slot): number {
  return ticksOf(slot.unit.needs[kindOf(board, slot)])
}

function ticksOf(need: Need): number {
  return need.reduce((total, ticks) => total + ticks, 0)
}

/** Lays a follow-up in an allowed month; false, and nothing changed, when there is no team or no room at the meeting. */
export function put(board: Board, slot: Slot, { month, undo }: { month: number; undo: Undo }): boolean {
  const { unit, kind } = slot
  const visit: Visit = { unit, month, kind, depth: depthAt(board, slot) }
  const desk = board.desks.get(month)
  if (!desk || !roomAtMeeting(board, visit)) return false
  desk.patience = PATIENCE
  if (!seatOne(desk, visit, undo, 1)) return false
  stand(board, slot, visit)
  undo.push(() => leave(board, slot, visit))
  return true
}

/** Steps of moving others that one follow-up is worth. */
const PATIENCE = 60

export function take(board: Board, slot: Slot, undo: Undo): void {
  const { visit } = slot
  const desk = visit && board.desks.get(visit.month)
  if (!desk) return
  unseat(desk, visit, undo)
  leave(board, slot, visit)
  undo.push(() => stand(board, slot, visit))
}

/** Lays down in a month where a team sits already. */
export function stand(board: Board, slot: Slot, visit: Visit): void {
  count(board, { slot, visit, sign: 1 }, visit)
  board.standing.get(visit.month)?.push(slot)
}

function leave(board: Board, slot: Slot, visit: Visit): void {
  count(board, { slot, visit, sign: -1 }, undefined)
  const standing = board.standing.get(visit.month) ?? []
  const last = standing.pop()
  if (last && last !== slot) standing[standing.indexOf(slot)] = last
}

function count(
  board: Board,
  { slot, visit, sign }: { slot: Slot; visit: Visit; sign: 1 | -1 },
  now: Visit | undefined,
): void {
  const { load } = board.balance
  const quarter = quarterOf(visit.month)
  const year = yearOf(visit.month)
  const before = costOf(board, slot) + unevenness(board.balance, year)
  load.set(quarter, (load.get(quarter) ?? 0) + sign * ticksOf(needOfVisit(visit)))
  countReport(board, visit, sign)
  slot.visit = now
  tellSore(board, slot)
  board.cost += costOf(board, slot) + unevenness(board.balance, year) - before
}

function tellSore({ sore: { slots, at } }: Board, slot: Slot): void {
  const place = at.get(slot)
  if (isSore(slot) === (place !== undefined)) return
  if (place === undefined) at.set(slot, slots.push(slot) - 1)
  else {
    const last = slots.pop()
    at.delete(slot)
    if (!last || last === slot) return
    slots[place] = last
    at.set(last, place)
  }
}

/** Moved from where it was decided, or nowhere. */
function isSore({ visit, kind, facts: { decided } }: Slot): boolean {
  return !visit || (kind === 'annual' && decided !== undefined && decided !== visit.month)
}

/** What the slot costs as it stands, unevenness aside. */
function costOf(board: Board, slot: Slot): number {
  if (slot.visit) return costIn(board, slot, slot.visit.month)
  return slot.kind === 'annual' ? board.homeless : 0
}

function costIn({ instance }: Board, { unit, facts, kind }: Slot, month: number): number {
  return kind === 'annual'
    ? annualCost(instance, unit, facts, month)
    : extraCost(instance, unit, facts).with(month)
}

/** How the plan's cost would change if the slot's follow-up lay in this month; who is free is not asked. */
export function changeTo(board: Board, slot: Slot, month: number): number {
  const { balance } = board
  const ticks = hoursAt(board, slot)
  const from = slot.visit && quarterOf(slot.visit.month)
  const to = quarterOf(month)
  const own = costIn(board, slot, month) - costOf(board, slot)
  if (from === to) return own
  const year = Math.floor(to / 4)
  return own + unevenness(balance, year, { ticks, from, to }) - unevenness(balance, year)
}

function countReport(board: Board, visit: Visit, sign: 1 | -1): void {
  const meeting = meetingOf(board.instance, visit)
  if (meeting !== undefined) board.reports.set(meeting, (board.reports.get(meeting) ?? 0) + sign)
}

export function roomAtMeeting({ instance, reports }: Board, visit: Visit): boolean {
  const meeting = meetingOf(instance, visit)
  return meeting === undefined || (reports.get(meeting) ?? 0) < reportsAt(instance, meeting)
}
