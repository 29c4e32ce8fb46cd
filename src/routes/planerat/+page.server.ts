import type { PageServerLoad } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { listUnits, UnitFilter } from '#modules/organisation/public.ts'
import { listOwnPlan } from '#modules/plans/public.ts'
import { ask } from '#platform/web/ask.ts'
import { ownPlanFilterFrom } from './filter.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const filter = ownPlanFilterFrom(url)
  const today = todayIn(locals.now)
  return ask(locals, async (tx) => ({
    ...(await listOwnPlan(tx, filter, today)),
    filter,
    thisYear: Number(today.slice(0, 4)),
    units: (await listUnits(tx, UnitFilter.parse({ limit: 200 }), today)).units,
  }))
}
