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

/** So many steps between those that go to an annual follow-up without a month, while there is one. */
const STEPS_TO_HOMELESS = 16

function drawn({ slots, homelessSlots }: Board, random: () => number): Slot | undefined {
  const among = homelessSlots.size > 0 && random() * STEPS_TO_HOMELESS < 1 ? [...homelessSlots] : slots
  return among[Math.floor(random() * among.length)]
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
  const month = months[Math.floor(random() * months.length)]
  if (month === undefined || changeTo(board, slot, month) > limit + SLACK * board.scale) return false
  take(board, slot, undo)
  return put(board, slot, { month, undo }) || putInstead(board, slot, month, doing)
}

/** Others of the month give way, and go to the first of their cheapest months that has room. */
const MOST_GIVING_WAY = 3

function putInstead(board: Board, slot: Slot, month: number, { random, undo }: Doing): boolean {
  const given: Slot[] = []
  for (let tries = 0; tries < MOST_GIVING_WAY; tries += 1) {
    const standing = board.standing.get(month) ?? []
    const other = standing[Math.floor(random() * standing.length)]
    if (!other || other.unit === slot.unit) return false
    take(board, other, undo)
    given.push(other)
    if (!put(board, slot, { month, undo })) continue
    for (const one of given) settle(board, one, undo)
    return true
  }
  return false
}

/** Lays a follow-up in the cheapest month that has room. */
export function settle(board: Board, slot: Slot, undo: Undo): boolean {
  return monthsFor(board, slot)
    .map((month) => ({ month, change: changeTo(board, slot, month) }))
    .sort((a, b) => a.change - b.change || a.month - b.month)
    .some(({ month }) => put(board, slot, { month, undo }))
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
