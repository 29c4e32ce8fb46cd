import type { PageServerLoad } from './$types'
import { brokenNow, filterBroken, layPlan } from '#modules/proposals/public.ts'
import { ask } from '#platform/web/ask.ts'
import { pageOf } from '../filter.ts'
import { areasOf } from '../shown.ts'
import { brokenFilterFrom } from './filter.ts'

/** People and months are told up to here; the export has them all. */
const mostOver = 100

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { plan, today } = await parent()
  const filter = brokenFilterFrom(url)
  return ask(locals, async (tx) => {
    const laid = await layPlan(tx, plan, { today })
    const { rows, overbooked, unset } = brokenNow(laid)
    return {
      all: rows.length,
      used: [...Map.groupBy(rows, ({ rule }) => rule)].map(([rule, of]) => ({ rule, count: of.length })),
      listed: pageOf(filterBroken(rows, filter), filter.page, filter.limit),
      overbooked: overbooked.slice(0, mostOver),
      over: overbooked.length,
      unset,
      areas: areasOf(laid.items),
    }
  })
}
