import type { Actions, PageServerLoad } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { finishReview, findReview, itemKinds, judgeItems, listItems } from '#modules/logreviews/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { logReviewTexts as t } from '#texts/sv/log-reviews.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const review = found(await findReview(tx, idFrom(params.reviewId)))
    return {
      review,
      items: (await listItems(tx, review.id)).map((item) => ({
        ...item,
        isOwn: item.subjectId === actor.accountId,
      })),
      isLate: todayIn(locals.now) > review.dueOn,
      commandIds: { finish: uuidv7(), judge: itemKinds.map(() => uuidv7()) },
    }
  })

export const actions: Actions = {
  bedom: (event) => {
    let place = ''
    let count = 0
    return submit(event, judgeItems, {
      input: (form) => {
        const chosen = [...form.all('sak'), ...(form.checked('alla') ? form.all('aterstar') : [])]
        const itemIds = [...new Set(chosen)]
        place = form.text('avsnitt')
        count = itemIds.length
        return {
          reviewId: event.params.reviewId,
          revision: form.revision(),
          itemIds,
          verdict: form.text('bedomning') as 'inOrder', // the shape refuses any other word
          note: form.text('forklaring'),
        }
      },
      names: { itemIds: 'sak', verdict: 'bedomning', note: 'forklaring' },
      then: ({ id }) => `/logg/kontroll/${id}#${encodeURIComponent(place)}`,
      done: () => t.saved(count),
    })
  },
  avsluta: (event) =>
    submit(event, finishReview, {
      input: (form) => ({
        reviewId: event.params.reviewId,
        revision: form.revision(),
        conclusion: form.text('slutsats'),
        lateReason: form.text('sen'),
      }),
      names: { conclusion: 'slutsats', lateReason: 'sen' },
      then: ({ id }) => `/logg/kontroll/${id}`,
      done: t.finished,
    }),
}
