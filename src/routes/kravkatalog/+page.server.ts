import type { PageServerLoad } from './$types'
import { todayIn } from '#kernel/dates.ts'
import {
  areaNames,
  chosenVersion,
  listCatalogueVersions,
  listParts,
  listRequirements,
} from '#modules/catalogues/public.ts'
import { listServiceAreas } from '#modules/organisation/public.ts'
import { ask, found } from '#platform/web/ask.ts'
import { requirementFilterFrom } from './filter.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const filter = requirementFilterFrom(url)
  return ask(locals, async (tx, actor) => {
    const versions = await listCatalogueVersions(tx)
    const version = chosenVersion(versions, filter.version, todayIn(locals.now))
    if (filter.version) found(version)
    const listed = version ? await listRequirements(tx, version.id, filter) : { requirements: [], total: 0 }
    return {
      ...listed,
      filter,
      isOffice: actor.side === 'office',
      version,
      versions,
      parts: version ? (await listParts(tx, version.id)).map((row) => row.part) : [],
      names: await areaNames(tx),
      areas: await listServiceAreas(tx),
    }
  })
}
