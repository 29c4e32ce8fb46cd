import type { PageServerLoad } from './$types'
import { changedWords, listCatalogueVersions, listNames } from '#modules/catalogues/public.ts'
import { ask } from '#platform/web/ask.ts'
import { comparedIn } from './versions.ts'

export const load: PageServerLoad = ({ locals, params, url }) =>
  ask(locals, async (tx) => {
    const { from, to, difference } = await comparedIn(tx, params.versionId, url)
    const names = await listNames(tx)
    const short = ({ id, key, code, title, text }: (typeof difference.added)[number]) => ({
      ...{ id, key, code, title, text },
    })
    return {
      from,
      to,
      versions: await listCatalogueVersions(tx, to.agreementId),
      added: difference.added.map(short),
      removed: difference.removed.map(short),
      moved: difference.moved.map(short),
      changed: difference.changed.map((one) => ({ ...short(one.after), fields: changedWords(one, names) })),
    }
  })
