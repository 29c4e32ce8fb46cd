import type { Quadrant } from '#modules/risks/placing-rules.ts'
import type { StatusKind } from '#ui/shapes.ts'

/** A kind of agreement as shape and colour; the word stands beside. */
export const quadrantTones = {
  strategic: 'serious',
  critical: 'partly',
  weighty: 'info',
  routine: 'neutral',
} as const satisfies Record<Quadrant, StatusKind>
