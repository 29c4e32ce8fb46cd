import type { PageServerLoad } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { listResults, ResultFilter } from '#modules/assessments/public.ts'
import { filterFrom } from '#platform/list-filter.ts'
import { ask } from '#platform/web/ask.ts'
import { unitOverYears } from './years.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const filter = filterFrom(url, ResultFilter, {})
  const today = todayIn(locals.now)
  return ask(locals, async (tx) => ({
    ...(await listResults(tx, filter)),
    filter,
    ...(await unitOverYears(tx, url, today)),
  }))
}
