import type { PageServerLoad } from './$types'
import { findYearState, listEventsOutside, listItems, sinceDecided } from '#modules/plans/public.ts'
import { getCalculation } from '#modules/proposals/public.ts'
import { ask } from '#platform/web/ask.ts'
import { pageOf } from '../filter.ts'
import { areasOf } from '../shown.ts'
import { stateFilterFrom } from './filter.ts'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { plan, today } = await parent()
  const filter = stateFilterFrom(url)
  return ask(locals, async (tx) => {
    const items = await listItems(tx, plan.id)
    const { troubled, ...state } = await findYearState(tx, plan, { filter, today, items })
    const { reservePercent } = await getCalculation(tx, plan.boardId)
    const listed = pageOf(troubled, filter.page, filter.limit)
    return {
      state,
      filter: { ...filter, year: state.year, page: listed.page },
      troubled: listed.rows,
      total: listed.total,
      reserve: state.has === null ? null : Math.round((state.has * reservePercent) / 10) / 10,
      outside: await listEventsOutside(tx, plan),
      ...(await sinceDecided(tx, plan, today, items)),
      areas: areasOf(items),
    }
  })
}
