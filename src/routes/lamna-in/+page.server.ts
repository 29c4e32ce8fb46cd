import type { PageServerLoad } from './$types'
import { todayIn } from '#kernel/dates.ts'
import {
  HandInFilter,
  listAllReceipts,
  listComing,
  listOwnUnits,
  listWaiting,
  reachOf,
} from '#modules/handins/public.ts'
import { filterFrom } from '#platform/list-filter.ts'
import { ask } from '#platform/web/ask.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const filter = filterFrom(url, HandInFilter, { unit: 'enhet' })
  const today = todayIn(locals.now)
  return ask(locals, async (tx, actor) => {
    const reach = reachOf(actor)
    return {
      today,
      filter,
      units: await listOwnUnits(tx, reach),
      waiting: await listWaiting(tx, reach, { today, unit: filter.unit }),
      handedIn: await listAllReceipts(tx, reach, filter),
      coming: await listComing(tx, reach, filter.unit),
      manages: reach.managed.length > 0,
    }
  })
}
