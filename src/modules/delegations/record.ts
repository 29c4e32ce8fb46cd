import { sql } from 'kysely'
import type { Actor } from '#access/may.ts'
import type { Role } from '#access/roles.ts'
import { todayIn, type IsoDate } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { Problem } from '#kernel/problem.ts'
import { addRecord } from '#modules/meetings/public.ts'
import type { Context } from '#platform/command.ts'
import { delegationTexts as t } from '#texts/sv/delegations.ts'
import { findDecisionOf, findPointOf } from './queries.ts'
import { decisionNumber, type Act } from './rules.ts'

/** True if the person holds one of the point's roles for the board: nobody else decides by it. */
export function holdsPoint(
  actor: Actor,
  point: { boardId: string; roles: readonly string[] },
): Role | undefined {
  const held = actor.assignments.find(
    (one) => point.roles.includes(one.role) && (one.boardId === null || one.boardId === point.boardId),
  )
  return held?.role
}

export type NewDecision = {
  boardId: string
  pointId: string | null
  point: string
  matterId: string
  what: string
  reason: string
  decidedOn: IsoDate
  decidedBy: string | null
  decidedByName: string
  decidedAs: string
  act?: Act | null
  sourceId?: string | null
}

/** Writes a decision in the board's series of the year, and in its matter. */
export async function writeDecision(context: Context, decision: NewDecision) {
  const { db, actor, now } = context
  const { boardId, matterId } = decision
  const year = Number(decision.decidedOn.slice(0, 4))
  await sql`select pg_advisory_xact_lock(hashtextextended(${`delegation:${boardId}:${year}`}, 0))`.execute(db)
  const last = await db
    .selectFrom('delegationDecision')
    .select((select) => select.fn.max<number | null>('number').as('number'))
    .where('boardId', '=', boardId)
    .where('year', '=', year)
    .executeTakeFirstOrThrow()
  const number = (last.number ?? 0) + 1
  const id = uuidv7(now.getTime())
  const record = await addRecord(context, {
    ...{ matterId, boardId, direction: 'internal', kind: 'delegation', note: decision.reason, sourceId: id },
    title: t.recordTitle(decisionNumber({ year, number }), decision.what),
  })
  await db
    .insertInto('delegationDecision')
    .values({
      ...{ ...decision, municipalityId: actor.municipalityId, id, year, number, recordNumber: record.number },
      ...{ recordedBy: actor.accountId, recordedAt: now },
    })
    .execute()
  return { id, year, number, recordNumber: record.number }
}

export type Delegated = {
  boardId: string
  act: Act
  /** The finding or follow-up that it is decided of. */
  sourceId: string
  matterId: string | null
  what: string
  reason: string
}

/**
 * Another module's act that is a decision on the board's behalf. Where the board's order has no point for it nothing is
 * recorded; where it has, only the role of that point may, and the decision is written in the matter.
 * @returns undefined where there is no such point, or no matter to write in
 */
export async function recordDelegated(context: Context, act: Delegated) {
  const day = todayIn(context.now)
  const point = await findPointOf(context.db, act, day)
  if (!point) return undefined
  const role = holdsPoint(context.actor, point)
  if (!role) throw new Problem('notAllowed', { detail: `point ${point.code} names another role` })
  if (!act.matterId) return undefined
  return writeDecision(context, {
    ...{ boardId: act.boardId, matterId: act.matterId, what: act.what, reason: act.reason },
    ...{
      act: act.act,
      sourceId: act.sourceId,
      pointId: point.id,
      point: t.pointLine(point.code, point.what),
    },
    ...{
      decidedOn: day,
      decidedBy: context.actor.accountId,
      decidedByName: context.actor.name,
      decidedAs: role,
    },
  })
}

/** Records the act when the person may decide it; otherwise it waits for the one who may (`assertDelegated`). */
export async function recordDelegatedIfMay(context: Context, act: Delegated) {
  const point = await findPointOf(context.db, act, todayIn(context.now))
  return point && holdsPoint(context.actor, point) ? recordDelegated(context, act) : undefined
}

/** What needs a decision by a point goes no further without it. */
export async function assertDelegated(
  context: Context,
  act: Pick<Delegated, 'boardId' | 'act' | 'sourceId'>,
): Promise<void> {
  const point = await findPointOf(context.db, act, todayIn(context.now))
  if (!point || (await findDecisionOf(context.db, act))) return
  throw new Problem('checksRemain', { fields: [{ path: 'decision', code: 'decisionNeeded' }] })
}
