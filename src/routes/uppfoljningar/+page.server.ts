import type { PageServerLoad } from './$types'
import { mayAnywhere } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { listFollowUps, listYears } from '#modules/followups/public.ts'
import { listServiceAreas } from '#modules/organisation/public.ts'
import { ask } from '#platform/web/ask.ts'
import { followUpFilterFrom } from './filter.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const filter = followUpFilterFrom(url)
  return ask(locals, async (tx, actor) => ({
    ...(await listFollowUps(tx, filter, { accountId: actor.accountId, today: todayIn(locals.now) })),
    filter,
    areas: await listServiceAreas(tx),
    years: await listYears(tx),
    mayCreate: mayAnywhere(actor, 'followUp.create'),
    mayDescribe: mayAnywhere(actor, 'step.describe'),
  }))
}
