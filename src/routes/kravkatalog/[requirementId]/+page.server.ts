import type { PageServerLoad } from './$types'
import { parseTypedDate, todayIn } from '#kernel/dates.ts'
import { may } from '#access/may.ts'
import {
  areaNames,
  findLastAssessed,
  findNextPlanned,
  findRequirement,
  historyOf,
  listLawOn,
  listNames,
  listWordings,
} from '#modules/catalogues/public.ts'
import { listServiceAreas } from '#modules/organisation/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'

export const load: PageServerLoad = ({ locals, params, url }) => {
  const day = parseTypedDate(url.searchParams.get('dag') ?? '') ?? todayIn(locals.now)
  return ask(locals, async (tx, actor) => {
    const requirement = found(await findRequirement(tx, idFrom(params.requirementId)))
    return {
      requirement,
      // The two columns are written by the importer, which checks these shapes.
      levels: requirement.levels as { level: number; text: string }[],
      guide: requirement.guideValue as { value: number; unit: string; better: string; of: string } | null,
      day,
      laws: await listLawOn(tx, requirement.lawKeys, day),
      history: historyOf(await listWordings(tx, requirement.key), await listNames(tx)),
      last: await findLastAssessed(tx, requirement.key),
      next: await findNextPlanned(tx, requirement, todayIn(locals.now)),
      isOffice: actor.side === 'office',
      mayWrite: requirement.state === 'draft' && may(actor, 'requirement.write'),
      names: await areaNames(tx),
      areas: await listServiceAreas(tx),
    }
  })
}
