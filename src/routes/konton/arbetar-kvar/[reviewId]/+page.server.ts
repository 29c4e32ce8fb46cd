import type { Actions, PageServerLoad } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { answerReview, readReview } from '#modules/upkeep/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit, type FormReader } from '#platform/web/form.ts'
import { upkeepTexts as t } from '#texts/sv/upkeep.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const asking = { actor, today: todayIn(locals.now) }
    const { review, people } = found(await readReview(tx, asking, idFrom(params.reviewId)))
    return { review, people, ownId: actor.accountId }
  })

export const actions: Actions = {
  default: (event) =>
    submit(event, answerReview, {
      input: (form) => ({
        reviewId: event.params.reviewId,
        stays: answered(form, 'stays'),
        left: answered(form, 'left'),
      }),
      names: { stays: 'svar', left: 'svar' },
      then: ({ id }) => `/konton/arbetar-kvar/${id}`,
      done: ({ stays, left, remaining }) => t.saved(stays, left, remaining),
    }),
}

function answered(form: FormReader, answer: 'stays' | 'left'): string[] {
  return form.all('person').filter((id) => form.text(`svar-${id}`) === answer)
}
