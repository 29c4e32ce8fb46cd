import type { PageServerLoad } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { listProviders, listServiceAreas } from '#modules/organisation/public.ts'
import { listRiskRows } from '#modules/risks/public.ts'
import { ask } from '#platform/web/ask.ts'
import { boardFor } from './board.ts'
import { riskFilterFrom } from './filter.ts'

export const load: PageServerLoad = ({ locals, url }) =>
  ask(locals, async (tx, actor) => {
    const filter = riskFilterFrom(url)
    const here = await boardFor(tx, actor, url)
    const asked = { boardId: here.board.id, on: todayIn(locals.now) }
    const { units, total, all } = await listRiskRows(tx, asked, filter)
    return {
      ...here,
      filter,
      total,
      all,
      units: units.map(({ facts: _facts, factors: _factors, ...unit }) => unit),
      areas: await listServiceAreas(tx),
      providers: await listProviders(tx),
    }
  })
