import type { PageServerLoad } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { firstBrokenRow, listLog } from '#modules/log/public.ts'
import { findReviewOf, logReviewStanding } from '#modules/logreviews/public.ts'
import { ask } from '#platform/web/ask.ts'
import { logFilterFrom } from './filter.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const filter = logFilterFrom(url)
  return ask(locals, async (tx) => ({
    ...(await listLog(tx, filter)),
    broken: await firstBrokenRow(tx),
    standing: await logReviewStanding(tx, todayIn(locals.now)),
    reviewId: filter.item ? await findReviewOf(tx, filter.item) : undefined,
    filter,
  }))
}
