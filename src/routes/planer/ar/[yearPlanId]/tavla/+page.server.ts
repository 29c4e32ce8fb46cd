import type { PageServerLoad } from './$types'
import { filterItems, listItems, listMeetingDays, progressOf } from '#modules/plans/public.ts'
import { ask } from '#platform/web/ask.ts'
import { itemFilterFrom } from '../filter.ts'
import { areasOf } from '../shown.ts'
import { boardOf } from './board.ts'

/** How many a cell shows, and how many where one area is looked at. */
const [few, many] = [4, 40]

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { plan, years, today } = await parent()
  const asked = itemFilterFrom(url)
  const year = asked.year ?? years.find((one) => today.startsWith(String(one))) ?? plan.fromYear
  const filter = { ...asked, year, sort: 'namn' as const } // within a month the order is the name's
  return ask(locals, async (tx) => {
    const all = await listItems(tx, plan.id)
    const items = filterItems(all, filter, today)
    const people = new Map(all.flatMap(({ team }) => team.map((one) => [one.accountId, one.name] as const)))
    return {
      year,
      board: boardOf(items, {
        most: filter.area ? many : few,
        progressOf: (item) => progressOf(item, today),
      }),
      isOneArea: filter.area !== undefined,
      total: items.length,
      hours: items.reduce((sum, item) => sum + item.hours, 0),
      isEmpty: all.length === 0,
      meetings: (await listMeetingDays(tx, plan)).filter(({ heldOn }) => heldOn.startsWith(String(year))),
      areas: areasOf(all),
      noArea: all.some((item) => item.serviceAreaId === null),
      people: [...people].map(([id, name]) => ({ id, name })),
    }
  })
}
