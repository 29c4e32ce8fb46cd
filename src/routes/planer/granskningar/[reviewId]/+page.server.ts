import type { Actions, PageServerLoad } from './$types'
import { may } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import {
  changeReview,
  findReview,
  listReviewChanges,
  listYearPlans,
  withdrawReview,
} from '#modules/plans/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { reviewTexts as t } from '#texts/sv/owed-list.ts'
import { reviewChoices, reviewFactsFrom, reviewFieldNames } from '../form.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const review = found(await findReview(tx, idFrom(params.reviewId)))
    const mayChange = may(actor, 'specialReview.record', review) && review.state !== 'withdrawn'
    const year = Number(review.dueOn.slice(0, 4))
    const plans = await listYearPlans(tx)
    return {
      review,
      changes: await listReviewChanges(tx, review.id),
      mayChange,
      choices: await reviewChoices(tx, [review.boardId], todayIn(locals.now)),
      /** Where one press puts it in: the draft whose years it falls in, or that it is late for. */
      draft: plans.find(
        (plan) => plan.boardId === review.boardId && plan.state === 'draft' && year <= plan.toYear,
      ),
      commandId: uuidv7(),
    }
  })

const home = (reviewId: string) => `/planer/granskningar/${reviewId}`

export const actions: Actions = {
  andra: (event) =>
    submit(event, changeReview, {
      input: (form) => ({
        ...reviewFactsFrom(form),
        reviewId: event.params.reviewId,
        revision: form.revision(),
        reason: form.text('skal'),
      }),
      names: reviewFieldNames,
      then: ({ id }) => home(id),
      done: t.changed,
    }),
  tillbaka: (event) =>
    submit(event, withdrawReview, {
      input: (form) => ({ reviewId: event.params.reviewId, reason: form.text('varfor') }),
      names: { reason: 'varfor' },
      then: ({ id }) => home(id),
      done: t.withdrawn,
    }),
}
