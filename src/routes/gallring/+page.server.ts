import type { PageServerLoad } from './$types'
import { mayAnywhere } from '#access/may.ts'
import { listDisposals } from '#modules/disposals/public.ts'
import { ask } from '#platform/web/ask.ts'
import { disposalFilterFrom } from './filter.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const filter = disposalFilterFrom(url)
  return ask(locals, async (tx, actor) => ({
    ...(await listDisposals(tx, filter)),
    filter,
    mayPropose: mayAnywhere(actor, 'disposal.propose'),
  }))
}
