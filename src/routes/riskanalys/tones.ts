import type { Class } from '#modules/risks/rules.ts'
import { classNames } from '#texts/sv/risks.ts'
import type { StatusKind } from '#ui/shapes.ts'

/** A class of risk as shape and colour; the word stands beside. */
export const classTones = {
  1: 'ok',
  2: 'neutral',
  3: 'partly',
  4: 'notMet',
  5: 'acute',
} as const satisfies Record<Class, StatusKind>

/** "4 Hög", with its shape. */
export function statusOf(risk: Class): { kind: StatusKind; word: string } {
  return { kind: classTones[risk], word: `${risk} ${classNames[risk]}` }
}
