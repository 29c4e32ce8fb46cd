import { officeRoles, type Role } from '#access/roles.ts'

/** Acts elsewhere in the system that are decisions on the board's behalf, where a point of its order says so. */
export const acts = [
  'ivoNotification',
  'eventDrivenFollowUp',
  'sanction',
  'fixPlan',
  'refuseRelease',
] as const
export type Act = (typeof acts)[number]

/** Who a point can name. A management group is no delegate, and nor are auditors (KL 6:37, 7:5). */
export const delegates = officeRoles.filter((role) => role !== 'electedAuditor')

export const orderStates = ['draft', 'decided'] as const
export type OrderState = (typeof orderStates)[number]

export type Point = {
  id: string
  orderId: string
  boardId: string
  code: string
  law: string
  what: string
  roles: Role[]
  conditions: string
  limits: string
  act: Act | null
}

/** The version that holds on a day: the latest that had begun. */
export function inForce<Row extends { state: OrderState; validFrom: string | null }>(
  orders: readonly Row[],
  day: string,
): Row | undefined {
  const begun = orders.filter(
    (one) => one.state === 'decided' && one.validFrom !== null && one.validFrom <= day,
  )
  return begun.toSorted((one, other) => ((one.validFrom ?? '') < (other.validFrom ?? '') ? 1 : -1))[0]
}

/** "D 12/2026": the board's own series each year. */
export function decisionNumber({ year, number }: { year: number; number: number }): string {
  return `D ${number}/${year}`
}
