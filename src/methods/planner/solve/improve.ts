import { changeTo, monthsFor, put, take, type Board, type Slot } from './board.ts'
import { takeBack, type Undo } from './staffing.ts'

/** How long and how boldly to search. A step that costs about `hot` (then `cold`) times the board's scale may be taken. */
export type Cooling = {
  readonly steps: number
  readonly hot: number
  readonly cold: number
  readonly random: () => number
  readonly stopped: () => boolean
}

type Turn = { readonly random: () => number; readonly limit: number }

/**
 * Simulated annealing on the plan itself, people and all: moves one follow-up, with another giving way to it if need be,
 * or lays a unit's depths the other way. The same seed takes the same steps.
 */
export function improve(board: Board, { steps, hot, cold, random, stopped }: Cooling): void {
  for (let step = 0; step < steps; step += 1) {
    if (step % 512 === 0 && stopped()) return
    const heat = hot * (cold / hot) ** (step / steps)
    const slot = drawn(board, random)
    if (slot) turn(board, slot, { random, limit: -heat * board.scale * Math.log(1 - random()) })
  }
}

/** So often the turn goes to a follow-up that is not where it costs least: moved, left out or without a month. */
const SHARE_TO_SORE = 0.4

/** And so often to one without a month, if there is any. */
const SHARE_TO_HOMELESS = 0.06

function drawn({ slots, sore }: Board, random: () => number): Slot | undefined {
  const turn = sore.slots.length > 0 ? random() : 1
  const homeless = turn < SHARE_TO_HOMELESS ? sore.slots.filter(isHomeless) : []
  const among = homeless.length > 0 ? homeless : turn < SHARE_TO_SORE ? sore.slots : slots
  return among[Math.floor(random() * among.length)]
}

function isHomeless({ kind, visit }: Slot): boolean {
  return kind === 'annual' && !visit
}

/** What somebody who gives way may win back, so much at the most. */
const SLACK = 0.5
const SHARE_OF_FLIPS = 0.05

function turn(board: Board, slot: Slot, { random, limit }: Turn): void {
  const undo: Undo = []
  const before = board.cost
  const done =
    slot.unit.patterns.length > 1 && random() < SHARE_OF_FLIPS
      ? flip(board, slot, undo)
      : move(board, slot, { random, limit, undo })
  if (!done || board.cost - before > limit) takeBack(undo)
}

type Doing = Turn & { readonly undo: Undo }

function move(board: Board, slot: Slot, doing: Doing): boolean {
  const { random, limit, undo } = doing
  const from = slot.visit?.month
  const months = monthsFor(board, slot).filter((month) => month !== from)
  const month = wanted(slot, months, random)
  if (month === undefined || changeTo(board, slot, month) > limit + SLACK * board.scale) return false
  take(board, slot, undo)
  return (
    put(board, slot, { month, undo }) ||
    putInstead(board, slot, month, { ...doing, home: from === undefined && slot.kind === 'annual' })
  )
}

/** Any of them, but as often as not the decided one. */
function wanted({ facts, kind }: Slot, months: readonly number[], random: () => number): number | undefined {
  const back = kind === 'annual' ? months.find((month) => month === facts.decided) : undefined
  return back !== undefined && random() < 0.5 ? back : months[Math.floor(random() * months.length)]
}

/** So many of the month give way, and go to the first of their cheapest months that has room. */
const MOST_GIVING_WAY = 3
/** For an annual follow-up without a month: extras may be many and small. */
const MOST_GIVING_HOME = 12

function putInstead(
  board: Board,
  slot: Slot,
  month: number,
  doing: Doing & { readonly home: boolean },
): boolean {
  const { undo, home } = doing
  const given: Slot[] = []
  for (let tries = 0; tries < (home ? MOST_GIVING_HOME : MOST_GIVING_WAY); tries += 1) {
    const other = givingWay(board.standing.get(month) ?? [], doing)
    if (!other || other.unit === slot.unit) return false
    take(board, other, undo)
    given.push(other)
    if (!put(board, slot, { month, undo })) continue
    for (const one of given) if (!settle(board, one, undo) && home) settleOverExtras(board, one, undo)
    return true
  }
  return false
}

/** Lays an annual follow-up where extras that give way make room for it. */
function settleOverExtras(board: Board, slot: Slot, undo: Undo): void {
  if (slot.kind !== 'annual') return
  cheapestFirst(board, slot).some((month) => putOverExtras(board, slot, { month, undo }))
}

function putOverExtras(board: Board, slot: Slot, { month, undo }: { month: number; undo: Undo }): boolean {
  const before = undo.length
  const extras = (board.standing.get(month) ?? []).filter(({ kind }) => kind === 'extra')
  for (const [at, extra] of extras.entries()) {
    take(board, extra, undo)
    if (!put(board, slot, { month, undo })) continue
    for (const one of extras.slice(0, at + 1)) settle(board, one, undo)
    return true
  }
  takeBack(undo, before)
  return false
}

/** Anybody; for what must have a month as often an extra. */
function givingWay(
  standing: readonly Slot[],
  { random, home }: { readonly random: () => number; readonly home: boolean },
): Slot | undefined {
  const extras = home && random() < 0.5 ? standing.filter(({ kind }) => kind === 'extra') : []
  const among = extras.length > 0 ? extras : standing
  return among[Math.floor(random() * among.length)]
}

/** Lays a follow-up in the cheapest month that has room. */
export function settle(board: Board, slot: Slot, undo: Undo): boolean {
  return cheapestFirst(board, slot).some((month) => put(board, slot, { month, undo }))
}

function cheapestFirst(board: Board, slot: Slot): number[] {
  return monthsFor(board, slot)
    .map((month) => ({ month, change: changeTo(board, slot, month) }))
    .sort((a, b) => a.change - b.change || a.month - b.month)
    .map(({ month }) => month)
}

function flip(board: Board, { unit }: Slot, undo: Undo): boolean {
  const slots = (board.bySlotUnit.get(unit) ?? []).filter(
    (slot) => slot.kind === 'annual' && !slot.facts.executed,
  )
  const months = slots.map(({ visit }) => visit?.month)
  for (const slot of slots) take(board, slot, undo)
  const before = board.patterns.get(unit) ?? 0
  board.patterns.set(unit, (before + 1) % unit.patterns.length)
  undo.push(() => board.patterns.set(unit, before))
  for (const [at, slot] of slots.entries()) {
    const allowed = monthsFor(board, slot)
    const own = months[at]
    const wanted = allowed.toSorted((a, b) => Math.abs(a - (own ?? a)) - Math.abs(b - (own ?? b)))
    wanted.some((month) => put(board, slot, { month, undo }))
  }
  return true
}
