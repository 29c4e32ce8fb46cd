import type { PageServerLoad } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { listVisitTimes } from '#modules/followups/public.ts'
import { listServiceAreas } from '#modules/organisation/public.ts'
import { ask } from '#platform/web/ask.ts'
import { visitTimeFilterFrom } from './filter.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const filter = visitTimeFilterFrom(url)
  const today = todayIn(locals.now)
  return ask(locals, async (tx) => ({
    ...(await listVisitTimes(tx, filter, today)),
    filter,
    thisYear: Number(today.slice(0, 4)),
    areas: await listServiceAreas(tx),
  }))
}
