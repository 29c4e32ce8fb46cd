import { courseOf } from '#kernel/moves.ts'

export const wholeExportStates = ['asked', 'working', 'ready', 'failed', 'gone'] as const
export type WholeExportState = (typeof wholeExportStates)[number]

/** The way of a whole export: the background work writes it, and after its time, or before, its content is taken away. */
export const moves = {
  begin: { from: ['asked', 'working'], to: 'working' },
  finish: { from: ['working'], to: 'ready' },
  fail: { from: ['asked', 'working'], to: 'failed' },
  remove: { from: ['ready'], to: 'gone' },
} as const satisfies Record<string, { from: readonly WholeExportState[]; to: WholeExportState }>
export type Move = keyof typeof moves

export const { canMove, stateOf } = courseOf<WholeExportState, Move>(moves)

/** How long what was written can be fetched: a copy of everything must not lie about. */
export const keptDays = 7

/** What breaks off this many times is given up. */
export const mostBeginnings = 3
