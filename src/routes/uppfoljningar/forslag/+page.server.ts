import type { PageServerLoad } from './$types'
import { mayAnywhere } from '#access/may.ts'
import { listTriggers } from '#modules/triggers/public.ts'
import { ask } from '#platform/web/ask.ts'
import { triggerFilterFrom } from './filter.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const filter = triggerFilterFrom(url)
  return ask(locals, async (tx, actor) => ({
    ...(await listTriggers(tx, filter)),
    filter,
    mayReadSignals: mayAnywhere(actor, 'signal.read'),
    mayPropose: mayAnywhere(actor, 'trigger.propose'),
  }))
}
