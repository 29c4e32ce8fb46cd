import { todayIn } from '#kernel/dates.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { command, type Context } from '#platform/command.ts'
import { FinishReview, JudgeItems, SetRules } from './contract.ts'
import { getFigures, lockReview } from './queries.ts'
import { canMove, stateOf } from './rules.ts'

type Review = NonNullable<Awaited<ReturnType<typeof lockReview>>>

/** What was seen of the rows: in order, the person was asked, or a fault. Until the month is finished it can be changed. */
export const judgeItems = command({
  verb: 'logReview.judge',
  input: JudgeItems,
  target: ({ db }, { reviewId }) => lockReview(db, reviewId),
  async run(context, review, input) {
    if (!canMove(review.state, 'finish')) throw new Problem('wrongState')
    refuseStale(review, input.revision)
    const items = await chosenItems(context, input)
    if (items.some(({ subjectId }) => subjectId === context.actor.accountId))
      throw fieldProblem('itemIds', 'ownLogRows')
    const isOnlySample = items.every(({ rule }) => rule === 'sample')
    if (input.note === '' && (input.verdict !== 'inOrder' || !isOnlySample))
      throw fieldProblem('note', 'reasonNeeded')
    await context.db
      .updateTable('logReviewItem')
      .set({
        ...{ verdict: input.verdict, note: input.note },
        ...{ judgedBy: context.actor.accountId, judgedAt: context.now },
      })
      .where('id', 'in', input.itemIds)
      .execute()
    return { id: review.id, revision: await nextRevision(context, review) }
  },
  detail: ({ itemIds, verdict }) => ({ verdict, items: itemIds }),
})

async function chosenItems({ db }: Context, input: { reviewId: string; itemIds: readonly string[] }) {
  const items = await db
    .selectFrom('logReviewItem')
    .select(['id', 'rule', 'subjectId'])
    .where('reviewId', '=', input.reviewId)
    .where('id', 'in', [...input.itemIds])
    .execute()
  if (items.length < new Set(input.itemIds).size) throw new Problem('notFound')
  return items
}

/** When everything is judged the month is finished, with what came of it; after its last day also with why so late. */
export const finishReview = command({
  verb: 'logReview.finish',
  input: FinishReview,
  target: ({ db }, { reviewId }) => lockReview(db, reviewId),
  async run(context, review, input) {
    const { db, actor, now } = context
    const state = stateOf(review.state, 'finish')
    refuseStale(review, input.revision)
    const { left, faults } = await countVerdicts(context, review.id)
    if (left > 0) throw new Problem('checksRemain')
    if (faults > 0 && input.conclusion === '') throw fieldProblem('conclusion', 'reasonNeeded')
    if (todayIn(now) > review.dueOn && input.lateReason === '')
      throw fieldProblem('lateReason', 'reasonNeeded')
    await db
      .updateTable('logReview')
      .set({
        ...{ state, finishedBy: actor.accountId, finishedAt: now },
        ...{ conclusion: input.conclusion, lateReason: input.lateReason },
      })
      .where('id', '=', review.id)
      .execute()
    return { id: review.id, revision: await nextRevision(context, review), faults }
  },
  detail: (_input, { faults }, review) => ({ month: review.month, faults }),
})

async function countVerdicts({ db }: Context, reviewId: string): Promise<{ left: number; faults: number }> {
  const { count } = db.fn
  return db
    .selectFrom('logReviewItem')
    .select([
      count<number>('id').filterWhere('verdict', 'is', null).as('left'),
      count<number>('id').filterWhere('verdict', '=', 'fault').as('faults'),
    ])
    .where('reviewId', '=', reviewId)
    .executeTakeFirstOrThrow()
}

function refuseStale(review: Review, seen: number): void {
  if (review.revision !== seen) throw new Problem('stale', { current: { revision: review.revision } })
}

async function nextRevision({ db }: Context, { id, revision }: Review): Promise<number> {
  await db
    .updateTable('logReview')
    .set({ revision: revision + 1 })
    .where('id', '=', id)
    .execute()
  return revision + 1
}

/** How much is looked at from next month on. The months that are made keep what they were made with. */
export const setRules = command({
  verb: 'logReview.setRules',
  input: SetRules,
  target: async () => null,
  async run({ db, actor, now }, _target, { revision, ...figures }) {
    const held = await getFigures(db)
    if (held.revision !== revision) throw new Problem('stale', { current: held })
    const { municipalityId, accountId } = actor
    const row = { ...figures, changedBy: accountId, changedAt: now, revision: revision + 1 }
    const saved = await db
      .insertInto('logReviewRules')
      .values({ ...row, municipalityId })
      .onConflict((conflict) =>
        conflict.column('municipalityId').doUpdateSet(row).where('logReviewRules.revision', '=', revision),
      )
      .executeTakeFirst()
    // Two who choose for the first time at once.
    if (saved.numInsertedOrUpdatedRows === 0n) throw new Problem('stale', { current: await getFigures(db) })
    return { id: municipalityId, revision: revision + 1 }
  },
  detail: ({ revision: _revision, ...figures }) => figures,
})
