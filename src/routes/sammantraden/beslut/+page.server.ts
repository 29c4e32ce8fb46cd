import type { PageServerLoad } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { listDecisions } from '#modules/meetings/public.ts'
import { ask } from '#platform/web/ask.ts'
import { decisionFilterFrom } from './filter.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const filter = decisionFilterFrom(url)
  return ask(locals, async (tx) => ({
    ...(await listDecisions(tx, filter)),
    filter,
    year: Number(todayIn(locals.now).slice(0, 4)),
  }))
}
