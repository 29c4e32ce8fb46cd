import type { PageServerLoad } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { listFindings } from '#modules/findings/public.ts'
import {
  listProviders,
  listQualityAreas,
  listServiceAreas,
  listUnits,
  UnitFilter,
} from '#modules/organisation/public.ts'
import { ask } from '#platform/web/ask.ts'
import { findingFilterFrom } from './filter.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const filter = findingFilterFrom(url)
  const today = todayIn(locals.now)
  return ask(locals, async (tx) => ({
    ...(await listFindings(tx, filter, today)),
    filter,
    thisYear: Number(today.slice(0, 4)),
    areas: await listServiceAreas(tx),
    qualityAreas: await listQualityAreas(tx, ['sol', 'lss', 'hsl', 'kommun']),
    providers: await listProviders(tx),
    units: (await listUnits(tx, UnitFilter.parse({ limit: 200 }), today)).units,
  }))
}
