import type { Board } from './board.ts'
import { improve } from './improve.ts'
import { seeded } from './random.ts'

/** So many steps with each heat, from bold to careful, and no more for each follow-up. */
const STEPS = 60_000
const STEPS_EACH = 300

export type Schedule = {
  readonly heats: readonly number[]
  readonly seed: number
  readonly times?: number
  /** Goes on within the gap too: fewer moves are worth the time. */
  readonly toEnd?: boolean
}
export type Keeper = {
  readonly keep: (board: Board) => void
  /** Nothing more is to be won. */
  readonly enough: () => boolean
  readonly stopped: () => boolean
}

/** Improves the board heat by heat; after each the plan is offered to be kept. */
export function polishBoard(
  board: Board,
  { heats, seed, times = 1, toEnd = false }: Schedule,
  keeper: Keeper,
): void {
  const random = seeded(seed)
  const steps = times * Math.min(STEPS, STEPS_EACH * board.slots.length)
  keeper.keep(board)
  for (const [at, hot] of heats.entries()) {
    if ((keeper.enough() && !toEnd) || keeper.stopped()) return
    improve(board, { steps, hot, cold: heats[at + 1] ?? hot, random, stopped: keeper.stopped })
    keeper.keep(board)
  }
}
