import type { PageServerLoad } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { chainState, listLog, namesOf } from '#modules/log/public.ts'
import { findReviewOf, logReviewStanding } from '#modules/logreviews/public.ts'
import { ask } from '#platform/web/ask.ts'
import { logFilterFrom } from './filter.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const filter = logFilterFrom(url)
  const today = todayIn(locals.now)
  return ask(locals, async (tx) => {
    const log = await listLog(tx, filter)
    return {
      ...log,
      names: await namesOf(tx, log.rows, today),
      chain: await chainState(tx),
      standing: await logReviewStanding(tx, today),
      reviewId: filter.item ? await findReviewOf(tx, filter.item) : undefined,
      filter,
    }
  })
}
