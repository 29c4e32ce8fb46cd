import type { Definition } from '#modules/registers/public.ts'
import type { StatusKind } from '#ui/shapes.ts'

/** The shape of a register's state: what is to do, goes on, is done, is late, or has ended. */
export const stateTones: Record<Definition['states'][number]['tone'], StatusKind> = {
  todo: 'info',
  ongoing: 'neutral',
  done: 'ok',
  late: 'warn',
  ended: 'notApplicable',
}
