import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { findMeeting, lockMatter, listItems, putReportItem } from '#modules/meetings/public.ts'
import { command, type Context } from '#platform/command.ts'
import { delegationTexts as t } from '#texts/sv/delegations.ts'
import {
  ChairDecision,
  DecideOrder,
  OfOrder,
  RemovePoint,
  ReportDecisions,
  SavePoint,
  StartOrder,
  TakeDecision,
} from './contract.ts'
import { findPoint, listOrders, listPoints, listUnreported, lockOrder } from './queries.ts'
import { holdsPoint, writeDecision } from './record.ts'
import { inForce } from './rules.ts'

/** A new version begins as a copy of the one before. There is one draft at a time. */
export const startOrder = command({
  verb: 'delegation.describe',
  input: StartOrder,
  target: (_, input) => Promise.resolve({ boardId: input.boardId }),
  async run(context, { boardId }) {
    const { db, actor, now } = context
    const [latest] = await listOrders(db, [boardId])
    if (latest?.state === 'draft') throw new Problem('alreadyDone')
    const id = uuidv7(now.getTime())
    const number = (latest?.number ?? 0) + 1
    await db
      .insertInto('delegationOrder')
      .values({ municipalityId: actor.municipalityId, id, boardId, number, state: 'draft' })
      .execute()
    const points = latest ? await listPoints(db, latest.id) : []
    if (points.length > 0)
      await db
        .insertInto('delegationPoint')
        .values(
          points.map((point) => ({
            ...{ ...point, municipalityId: actor.municipalityId },
            ...{ id: uuidv7(now.getTime()), orderId: id },
          })),
        )
        .execute()
    return { id, number, points: points.length }
  },
})

export const savePoint = command({
  verb: 'delegation.describe',
  input: SavePoint,
  target: ({ db }, input) => lockOrder(db, input.orderId),
  async run({ db, actor, now }, order, { orderId, pointId, ...point }) {
    if (order.state !== 'draft') throw new Problem('frozen')
    const others = (await listPoints(db, orderId)).filter((one) => one.id !== pointId)
    if (others.some((one) => one.code === point.code)) throw fieldProblem('code', 'taken')
    if (point.act && others.some((one) => one.act === point.act)) throw fieldProblem('act', 'taken')
    const id = pointId ?? uuidv7(now.getTime())
    if (pointId) {
      const changed = await db
        .updateTable('delegationPoint')
        .set(point)
        .where('id', '=', pointId)
        .where('orderId', '=', orderId)
        .returning('id')
        .executeTakeFirst()
      if (!changed) throw new Problem('notFound')
    } else
      await db
        .insertInto('delegationPoint')
        .values({ ...point, municipalityId: actor.municipalityId, id, orderId, boardId: order.boardId })
        .execute()
    return { id, orderId }
  },
})

export const removePoint = command({
  verb: 'delegation.describe',
  input: RemovePoint,
  target: ({ db }, input) => findPoint(db, input.pointId),
  async run({ db }, point) {
    if (point.state !== 'draft') throw new Problem('frozen')
    await db.deleteFrom('delegationPoint').where('id', '=', point.id).execute()
    return { id: point.id, orderId: point.orderId }
  },
})

/** The board has decided the order: from now on it never changes; the next change is a new version. */
export const decideOrder = command({
  verb: 'delegation.describe',
  input: DecideOrder,
  target: ({ db }, input) => lockOrder(db, input.orderId),
  async run({ db, now }, order, { orderId, ...decision }) {
    if (order.state !== 'draft') throw new Problem('alreadyDone')
    if (decision.decidedOn > todayIn(now)) throw fieldProblem('decidedOn', 'dateInFuture')
    const decided = (await listOrders(db, [order.boardId])).filter((one) => one.state === 'decided')
    if (decided.some((one) => (one.validFrom ?? '') >= decision.validFrom))
      throw fieldProblem('validFrom', 'dateBeforeOther')
    if ((await listPoints(db, orderId)).length === 0) throw new Problem('checksRemain')
    await db
      .updateTable('delegationOrder')
      .set({ ...decision, state: 'decided', revision: order.revision + 1 })
      .where('id', '=', orderId)
      .execute()
    return { id: orderId }
  },
  detail: ({ decision, validFrom }) => ({ decision, validFrom }),
})

/** A draft that came to nothing. A decided order is never taken away. */
export const discardOrder = command({
  verb: 'delegation.describe',
  input: OfOrder,
  target: ({ db }, input) => lockOrder(db, input.orderId),
  async run({ db }, order) {
    if (order.state !== 'draft') throw new Problem('frozen')
    await db.deleteFrom('delegationOrder').where('id', '=', order.id).execute()
    return { id: order.id }
  },
})

/** A decision by an official (delegationsbeslut): never by somebody without the role of the point. */
export const takeDecision = command({
  verb: 'delegation.decide',
  input: TakeDecision,
  target: ({ db }, input) => findPoint(db, input.pointId),
  async run(context, point, { pointId, matterId, what, reason, sourceId = null }) {
    const day = todayIn(context.now)
    const order = inForce(await listOrders(context.db, [point.boardId]), day)
    if (order?.id !== point.orderId) throw fieldProblem('pointId', 'orderInForce')
    const role = holdsPoint(context.actor, point)
    if (!role) throw fieldProblem('pointId', 'notYourPoint')
    await assertMatter(context, point.boardId, matterId)
    return writeDecision(context, {
      ...{
        boardId: point.boardId,
        pointId,
        point: t.pointLine(point.code, point.what),
        matterId,
        what,
        reason,
      },
      ...{ decidedOn: day, decidedBy: context.actor.accountId, decidedByName: context.actor.name },
      ...{ decidedAs: role, act: sourceId ? point.act : null, sourceId },
    })
  },
  detail: (_, { year, number, recordNumber }) => ({ year, number, recordNumber }),
})

/** The chair's decision in an urgent matter (KL 6:39), written in by the secretary. It is reported at the next meeting. */
export const recordChairDecision = command({
  verb: 'delegation.report',
  input: ChairDecision,
  target: (_, input) => Promise.resolve({ boardId: input.boardId }),
  async run(context, _, { boardId, matterId, what, reason, decidedBy, decidedOn }) {
    if (decidedOn > todayIn(context.now)) throw fieldProblem('decidedOn', 'dateInFuture')
    await assertMatter(context, boardId, matterId)
    return writeDecision(context, {
      ...{ boardId, pointId: null, point: t.urgent, matterId, what, reason, decidedOn },
      ...{ decidedBy: null, decidedByName: decidedBy, decidedAs: t.chair },
    })
  },
  detail: (_, { year, number, recordNumber }) => ({ year, number, recordNumber }),
})

async function assertMatter({ db }: Context, boardId: string, matterId: string): Promise<void> {
  const matter = await lockMatter(db, matterId)
  if (!matter || matter.boardId !== boardId || matter.closedOn) throw fieldProblem('matterId', 'chooseOne')
}

/** Gathers what no meeting has been given yet into one item of the agenda; once more adds what has come since. */
export const reportDecisions = command({
  verb: 'delegation.report',
  input: ReportDecisions,
  target: ({ db }, input) => findMeeting(db, input.meetingId),
  async run(context, meeting, { matterId }) {
    if (meeting.state !== 'planned') throw new Problem('wrongState')
    const decisions = await listUnreported(context.db, meeting.boardId)
    if (decisions.length === 0) throw new Problem('alreadyDone')
    await assertMatter(context, meeting.boardId, matterId)
    const itemId =
      (await reportItemOn(context, meeting.id)) ??
      (await putReportItem(context, meeting.id, { matterId, title: t.reportItem }))
    await context.db
      .updateTable('delegationDecision')
      .set({ reportedItemId: itemId })
      .where(
        'id',
        'in',
        decisions.map((one) => one.id),
      )
      .execute()
    return { id: itemId, meetingId: meeting.id, decisions: decisions.length }
  },
  detail: (_, { decisions }) => ({ decisions }),
})

async function reportItemOn({ db }: Context, meetingId: string): Promise<string | undefined> {
  const items = (await listItems(db, meetingId)).filter((item) => item.state === 'onAgenda')
  if (items.length === 0) return undefined
  const there = await db
    .selectFrom('delegationDecision')
    .select('reportedItemId')
    .where(
      'reportedItemId',
      'in',
      items.map((item) => item.id),
    )
    .executeTakeFirst()
  return there?.reportedItemId ?? undefined
}
