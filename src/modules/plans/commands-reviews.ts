import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { todayIn } from '#kernel/dates.ts'
import { command, type Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { ChangeReview, RecordReview, WithdrawReview } from './contract-reviews.ts'
import { lockReview, type ReviewFacts } from './queries-reviews.ts'

type Placed = Pick<ReviewFacts, 'unitId' | 'serviceAreaId' | 'agendaItemId' | 'decidedOn'> & {
  boardId: string
}

/** Writes down what the board has asked for, by which decision and by when: from then on the plan owes it. */
export const recordReview = command({
  verb: 'specialReview.record',
  input: RecordReview,
  target: (_, input) => Promise.resolve({ boardId: input.boardId }),
  async run(context, _, input) {
    const { db, actor, now } = context
    await refuseForeign(context, input)
    const id = uuidv7(now.getTime())
    const row = { ...input, municipalityId: actor.municipalityId, id }
    await db
      .insertInto('specialReview')
      .values({ ...row, createdBy: actor.accountId, createdAt: now })
      .execute()
    const { boardId, ...after } = input
    await recordChange(context, { id, boardId }, { kind: 'made', before: null, after, reason: '' })
    return { id }
  },
  detail: ({ caseNumber, dueOn }) => ({ caseNumber, dueOn }),
})

export const changeReview = command({
  verb: 'specialReview.record',
  input: ChangeReview,
  target: ({ db }, { reviewId }) => lockReview(db, reviewId),
  async run(context, review, { reviewId, revision, reason, ...after }) {
    if (review.withdrawnAt) throw new Problem('wrongState')
    const before = factsOf(review)
    if (revision !== review.revision)
      throw new Problem('stale', { current: { ...before, revision: review.revision } })
    await refuseForeign(context, { ...after, boardId: review.boardId })
    const keys = (Object.keys(after) as (keyof typeof after)[]).filter((key) => before[key] !== after[key]) // its own keys
    if (keys.length === 0) throw new Problem('alreadyDone')
    const only = (facts: ReviewFacts) => Object.fromEntries(keys.map((key) => [key, facts[key]]))
    await context.db
      .updateTable('specialReview')
      .set({ ...after, revision: revision + 1 })
      .where('id', '=', reviewId)
      .execute()
    await recordChange(context, review, { kind: 'changed', before: only(before), after: only(after), reason })
    return { id: reviewId, revision: revision + 1 }
  },
  detail: ({ reason }) => ({ reason }),
})

/** The board wants it no more, or it was written down by mistake: with why. A row of a plan is the plan's to take out. */
export const withdrawReview = command({
  verb: 'specialReview.record',
  input: WithdrawReview,
  target: ({ db }, { reviewId }) => lockReview(db, reviewId),
  async run(context, review, { reviewId, reason }) {
    if (review.withdrawnAt) throw new Problem('alreadyDone')
    await context.db
      .updateTable('specialReview')
      .set({ withdrawnAt: context.now, withdrawnReason: reason, revision: review.revision + 1 })
      .where('id', '=', reviewId)
      .execute()
    await recordChange(context, review, { kind: 'withdrawn', before: null, after: null, reason })
    return { id: reviewId }
  },
  detail: ({ reason }) => ({ reason }),
})

function factsOf(review: ReviewFacts): ReviewFacts {
  const { title, what, caseNumber, decidedOn, paragraph, agendaItemId, dueOn } = review
  const { unitId, serviceAreaId, depth } = review
  return {
    ...{ title, what, caseNumber, decidedOn, paragraph, agendaItemId, dueOn },
    ...{ unitId, serviceAreaId, depth },
  }
}

/** The board's own unit, its own decision, and a day that has been. */
async function refuseForeign({ db, now }: Context, of: Placed): Promise<void> {
  if (of.decidedOn > todayIn(now)) throw fieldProblem('decidedOn', 'dateInFuture')
  if (of.unitId && !(await isOfBoard(db, of.unitId, of.boardId))) throw fieldProblem('unitId', 'chooseOne')
  if (of.agendaItemId && !(await isDecidedBy(db, of.agendaItemId, of.boardId)))
    throw fieldProblem('agendaItemId', 'chooseOne')
}

async function isOfBoard(db: Db, unitId: string, boardId: string): Promise<boolean> {
  const unit = await db.selectFrom('unit').select('boardId').where('id', '=', unitId).executeTakeFirst()
  return unit?.boardId === boardId
}

async function isDecidedBy(db: Db, itemId: string, boardId: string): Promise<boolean> {
  const item = await db
    .selectFrom('agendaItem')
    .select('id')
    .where('id', '=', itemId)
    .where('boardId', '=', boardId)
    .where('state', '=', 'decided')
    .executeTakeFirst()
  return item !== undefined
}

type Change = {
  kind: 'made' | 'changed' | 'withdrawn'
  before: object | null
  after: object | null
  reason: string
}

async function recordChange(
  { db, actor, now }: Context,
  review: { id: string; boardId: string },
  { kind, before, after, reason }: Change,
): Promise<void> {
  await db
    .insertInto('specialReviewChange')
    .values({
      municipalityId: actor.municipalityId,
      id: uuidv7(now.getTime()),
      specialReviewId: review.id,
      boardId: review.boardId,
      kind,
      before: before && JSON.stringify(before),
      after: after && JSON.stringify(after),
      reason,
      changedBy: actor.accountId,
      changedAt: now,
    })
    .execute()
}
