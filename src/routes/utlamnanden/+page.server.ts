import type { PageServerLoad } from './$types'
import { mayAnywhere } from '#access/may.ts'
import { listReleases } from '#modules/releases/public.ts'
import { ask } from '#platform/web/ask.ts'
import { releaseFilterFrom } from './filter.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const filter = releaseFilterFrom(url)
  return ask(locals, async (tx, actor) => ({
    ...(await listReleases(tx, filter)),
    filter,
    mayReceive: mayAnywhere(actor, 'release.receive'),
    mayLock: mayAnywhere(actor, 'lockedRecord.read'),
  }))
}
