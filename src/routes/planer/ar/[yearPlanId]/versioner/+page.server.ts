import type { PageServerLoad } from './$types'
import {
  findDecided,
  listChanges,
  listItems,
  listVersionHeads,
  listWithdrawn,
  sentencesOf,
} from '#modules/plans/public.ts'
import { ask } from '#platform/web/ask.ts'
import { pageFrom, pageOf } from '../filter.ts'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { plan } = await parent()
  return ask(locals, async (tx) => {
    const versions = await listVersionHeads(tx, plan.id)
    const changes = await listChanges(tx, plan.id)
    const [latest] = versions
    const isWorking = plan.state !== 'decided' && latest !== undefined && latest.version < plan.version
    return {
      versions,
      working: isWorking
        ? {
            from: latest.version,
            sentences: sentencesOf(
              (await findDecided(tx, plan.id))?.items ?? [],
              await listItems(tx, plan.id),
              changes.filter((change) => change.version === plan.version),
            ),
          }
        : null,
      withdrawn: await listWithdrawn(tx, plan.id),
      changes: pageOf(changes, pageFrom(url)),
      displaced: changes.filter((change) => change.eventFollowUpId !== null && change.kind !== 'added'),
    }
  })
}
