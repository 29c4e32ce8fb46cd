import type { PageServerLoad } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { listActions, listOpenPlans } from '#modules/findings/public.ts'
import { listProviders, listQualityAreas, listUnits, UnitFilter } from '#modules/organisation/public.ts'
import { ask } from '#platform/web/ask.ts'
import { actionFilterFrom } from './filter.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const filter = actionFilterFrom(url)
  const today = todayIn(locals.now)
  return ask(locals, async (tx, actor) => ({
    ...(await listActions(tx, filter, today)),
    filter,
    isOffice: actor.side === 'office',
    toWrite: actor.side === 'operator' ? await listOpenPlans(tx) : [],
    qualityAreas: await listQualityAreas(tx, ['sol', 'lss', 'hsl', 'kommun']),
    providers: await listProviders(tx),
    units: (await listUnits(tx, UnitFilter.parse({ limit: 200 }), today)).units,
  }))
}
