import type { ReviewState } from '#modules/upkeep/public.ts'

/** The shape and colour beside the word. */
export const kindOfState = {
  open: 'info',
  late: 'warn',
  done: 'ok',
  missed: 'neutral',
} as const satisfies Record<ReviewState, string>
