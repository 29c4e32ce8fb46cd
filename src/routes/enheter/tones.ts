import type { UnitStatus } from '#modules/organisation/rules.ts'
import type { StatusKind } from '#ui/shapes.ts'

export const unitTones: Record<UnitStatus, StatusKind> = {
  planned: 'info',
  active: 'ok',
  paused: 'warn',
  ended: 'notApplicable',
}
