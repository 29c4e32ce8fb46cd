import type { PageServerLoad } from './$types'
import { listServiceAreas } from '#modules/organisation/public.ts'
import { compareVersions, filterCompared } from '#modules/plans/public.ts'
import { ask } from '#platform/web/ask.ts'
import { pageOf } from '../../filter.ts'
import { compareFilterFrom } from './filter.ts'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { plan } = await parent()
  const filter = compareFilterFrom(url)
  return ask(locals, async (tx) => {
    const compared = await compareVersions(tx, plan, filter)
    const rows = compared?.rows ?? []
    const listed = pageOf(filterCompared(rows, filter), filter.page, filter.limit)
    const count = (kind: string) => rows.filter((row) => row.kind === kind).length
    return {
      chosen: compared && { ...compared, rows: undefined },
      counts: {
        moved: count('moved'),
        added: count('added'),
        removed: count('removed'),
        changed: count('changed'),
      },
      rows: listed.rows,
      total: listed.total,
      filter: { ...filter, page: listed.page },
      areas: (await listServiceAreas(tx)).filter(({ id }) => rows.some((row) => row.serviceAreaId === id)),
    }
  })
}
