import type { PageServerLoad } from './$types'
import { listServiceAreas } from '#modules/organisation/public.ts'
import { listReasons } from '#modules/plans/public.ts'
import { ask } from '#platform/web/ask.ts'
import { reasonFilterFrom } from './filter.ts'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { plan, today } = await parent()
  const filter = reasonFilterFrom(url)
  return ask(locals, async (tx) => ({
    ...(await listReasons(tx, plan, filter, today)),
    filter,
    areas: await listServiceAreas(tx),
  }))
}
