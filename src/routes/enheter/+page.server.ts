import type { PageServerLoad } from './$types'
import { listProviders, listServiceAreas, listUnits } from '#modules/organisation/public.ts'
import { todayIn } from '#kernel/dates.ts'
import { ask } from '#platform/web/ask.ts'
import { unitFilterFrom } from './filter.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const filter = unitFilterFrom(url)
  return ask(locals, async (tx) => ({
    ...(await listUnits(tx, filter, todayIn(locals.now))),
    filter,
    areas: await listServiceAreas(tx),
    providers: await listProviders(tx),
  }))
}
