import type { PageServerLoad } from './$types'
import { isIsoDate, todayIn } from '#kernel/dates.ts'
import { listApplicableRequirements } from '#modules/agreements/public.ts'
import { areaNames } from '#modules/catalogues/public.ts'
import { ask } from '#platform/web/ask.ts'

export const load: PageServerLoad = ({ locals, params, url }) => {
  const asked = url.searchParams.get('dag') ?? ''
  const day = isIsoDate(asked) ? asked : todayIn(locals.now)
  return ask(locals, async (tx) => {
    const found = await listApplicableRequirements(tx, params.unitId, day, 'inDepth')
    return {
      day,
      names: await areaNames(tx),
      agreement: found?.agreement,
      ...narrowed(found?.requirements ?? [], url),
    }
  })
}

type Narrow = { focusArea: string; qualityAreas: string[]; kind: string }

/** The few dozen requirements of a unit are narrowed here; the choices are those that occur. */
function narrowed<Row extends Narrow>(all: readonly Row[], url: URL) {
  const wanted = (name: string) => url.searchParams.get(name) || undefined
  const filter = { focus: wanted('fokus'), quality: wanted('kvalitet'), kind: wanted('typ') }
  const requirements = all.filter(
    (row) =>
      (!filter.focus || row.focusArea === filter.focus) &&
      (!filter.quality || row.qualityAreas.includes(filter.quality)) &&
      (!filter.kind || row.kind === filter.kind),
  )
  return {
    requirements,
    total: all.length,
    focusAreas: [...new Set(all.map((row) => row.focusArea))],
    qualityAreas: [...new Set(all.flatMap((row) => row.qualityAreas))],
  }
}
