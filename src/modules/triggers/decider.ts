import type { Actor } from '#access/may.ts'
import type { Role } from '#access/roles.ts'
import type { IsoDate } from '#kernel/dates.ts'
import { findPointOf, holdsPoint, type Point } from '#modules/delegations/public.ts'
import type { Db } from '#platform/db/pool.ts'
import type { ProposedKind } from './rules.ts'

/** Who decides of a proposal: by a point of the board's delegation order, or by the product's own rule. */
export type Decider = {
  readonly boardId: string
  readonly roles: readonly Role[]
  readonly point: Point | null
}

/** Where the board's order says nothing of who decides. */
const usualDeciders: readonly Role[] = ['director', 'strategist']

/**
 * An event-driven follow-up is decided by the role that the delegation order names (M-090). A targeted or a theme follow-up
 * carries out what a board, a chair or a management group has decided already, or lies within the office's own work.
 */
export async function deciderOf(
  db: Db,
  { boardId, kind }: { boardId: string; kind: ProposedKind },
  today: IsoDate,
): Promise<Decider> {
  const act = 'eventDrivenFollowUp'
  const point = kind === 'eventDriven' ? ((await findPointOf(db, { boardId, act }, today)) ?? null) : null
  return { boardId, point, roles: point?.roles ?? usualDeciders }
}

export function mayDecide(actor: Actor, decider: Decider): boolean {
  return holdsPoint(actor, decider) !== undefined
}
