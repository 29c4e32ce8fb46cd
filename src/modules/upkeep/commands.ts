import { todayIn } from '#kernel/dates.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { endAccount } from '#modules/accounts/public.ts'
import { writeAudit } from '#platform/audit/audit.ts'
import { command, type Context } from '#platform/command.ts'
import { AnswerReview } from './contract.ts'
import { findReview, listPeople } from './queries.ts'
import { asUpkeep } from './scope.ts'

/**
 * Says of people whether they still work there. Whoever has left is out the same second; whoever answers still works
 * there, so that nobody closes their own account and a municipality never loses its last administrator by this.
 */
export const answerReview = command({
  verb: 'account.review',
  input: AnswerReview,
  // The walls tell whose list it is: one's own provider's, or for an administrator any.
  target: ({ db }, input) => findReview(db, input.reviewId),
  async run(context, review, input) {
    if (input.left.includes(context.actor.accountId)) throw new Problem('notAllowed')
    if (input.left.some((id) => input.stays.includes(id))) throw fieldProblem('left', 'chooseOne')
    return asUpkeep(context.db, context.actor, () => answer(context, review, input))
  },
  detail: (_input, { id: _id, ...counted }) => counted,
})

type Review = { id: string; providerId: string | null; madeAt: Date }
type Answers = { stays: readonly string[]; left: readonly string[] }

async function answer(context: Context, { id }: Review, given: Answers) {
  const review = await lockOpen(context, id)
  const people = await listPeople(context.db, review, todayIn(context.now))
  const known = new Set(people.map((person) => person.id))
  if ([...given.stays, ...given.left].some((one) => !known.has(one))) throw new Problem('notFound')
  // Who was answered for in the meantime by somebody else stays as they said.
  const open = people.filter((person) => person.answer === null)
  const own = context.actor.accountId
  const staying = open.filter((person) => person.id === own || given.stays.includes(person.id))
  const leaving = open.filter((person) => given.left.includes(person.id))
  const left = open.length - staying.length - leaving.length
  if (open.length > 1 && given.stays.length + given.left.length === 0)
    throw fieldProblem('stays', 'chooseAnswer')
  await keep(context, review, { answer: 'stays', people: staying })
  await keep(context, review, { answer: 'left', people: leaving })
  for (const person of leaving) await close(context, review.id, person)
  if (left === 0) await finish(context, review.id)
  return { id: review.id, stays: staying.length, left: leaving.length, remaining: left }
}

async function lockOpen({ db }: Context, reviewId: string): Promise<Review> {
  const review = await db
    .selectFrom('accountReview')
    .select(['id', 'providerId', 'madeAt', 'doneAt', 'missedAt'])
    .where('id', '=', reviewId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (review.doneAt || review.missedAt) throw new Problem('wrongState')
  return review
}

type Answered = { answer: 'stays' | 'left'; people: readonly { id: string }[] }

async function keep(
  { db, actor, now }: Context,
  review: Review,
  { answer, people }: Answered,
): Promise<void> {
  if (people.length === 0) return
  const rows = people.map((person) => ({
    municipalityId: actor.municipalityId,
    reviewId: review.id,
    accountId: person.id,
    providerId: review.providerId,
    answer,
    answeredBy: actor.accountId,
    answeredAt: now,
  }))
  await db.insertInto('accountReviewAnswer').values(rows).execute()
}

/** In the history of the account itself, beside the one of the review. */
async function close(
  context: Context,
  reviewId: string,
  person: { id: string; name: string },
): Promise<void> {
  const ended = await endAccount(context, person)
  await writeAudit(context.db, {
    municipalityId: context.actor.municipalityId,
    accountId: context.actor.accountId,
    verb: 'account.close',
    targetId: person.id,
    commandId: context.commandId,
    outcome: 'done',
    detail: { review: reviewId, ...ended },
    at: context.now,
  })
}

async function finish({ db, now }: Context, reviewId: string): Promise<void> {
  await db.updateTable('accountReview').set({ doneAt: now }).where('id', '=', reviewId).execute()
}
