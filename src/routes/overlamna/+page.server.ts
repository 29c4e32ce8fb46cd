import type { PageServerLoad } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { listLeavers } from '#modules/handover/public.ts'
import { ask } from '#platform/web/ask.ts'
import { leaverFilterFrom } from './filter.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const filter = leaverFilterFrom(url)
  const today = todayIn(locals.now)
  return ask(locals, async (tx) => ({ ...(await listLeavers(tx, filter, today)), filter, today }))
}
