import type { PageServerLoad } from './$types'
import { listChanges, listItems, listVersions, listWithdrawn, sentencesOf } from '#modules/plans/public.ts'
import { ask } from '#platform/web/ask.ts'
import { pageFrom, pageOf } from '../filter.ts'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { plan } = await parent()
  return ask(locals, async (tx) => {
    const versions = await listVersions(tx, plan.id)
    const changes = await listChanges(tx, plan.id)
    const [latest] = versions
    const isWorking = plan.state !== 'decided' && latest !== undefined && latest.version < plan.version
    return {
      versions: versions.map(({ items: _items, content, ...version }) => ({
        ...version,
        difference: content.difference,
        planned: content.items.length,
      })),
      working: isWorking
        ? {
            from: latest.version,
            sentences: sentencesOf(
              latest.items,
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
