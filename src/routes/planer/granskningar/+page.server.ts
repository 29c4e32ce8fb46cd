import type { Actions, PageServerLoad } from './$types'
import { may } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { listBoards } from '#modules/organisation/public.ts'
import { listReviews, recordReview } from '#modules/plans/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { reviewTexts as t } from '#texts/sv/owed-list.ts'
import { reviewFilterFrom } from './filter.ts'
import { reviewChoices, reviewFactsFrom, reviewFieldNames } from './form.ts'

export const load: PageServerLoad = ({ locals, url }) =>
  ask(locals, async (tx, actor) => {
    const filter = reviewFilterFrom(url)
    const boards = (await listBoards(tx)).filter(({ id }) =>
      may(actor, 'specialReview.record', { boardId: id }),
    )
    const ids = boards.map(({ id }) => id)
    return {
      filter,
      ...(await listReviews(tx, filter)),
      boards,
      choices: ids.length > 0 ? await reviewChoices(tx, ids, todayIn(locals.now)) : null,
      commandId: uuidv7(),
    }
  })

export const actions: Actions = {
  skriv: (event) =>
    submit(event, recordReview, {
      input: (form) => ({ ...reviewFactsFrom(form), boardId: form.text('namnd') }),
      names: reviewFieldNames,
      then: ({ id }) => `/planer/granskningar/${id}`,
      done: t.recorded,
    }),
}
