import type { Standing } from '#modules/agreements/rules.ts'
import type { StatusKind } from '#ui/shapes.ts'

export const standingTones: Record<Standing, StatusKind> = {
  drafted: 'neutral',
  upcoming: 'info',
  inForce: 'ok',
  ended: 'notApplicable',
}
