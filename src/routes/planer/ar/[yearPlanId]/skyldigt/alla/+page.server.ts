import type { Actions, PageServerLoad } from './$types'
import { filterOwed, listOwed, takeOwed } from '#modules/plans/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { owedGround } from '#texts/sv/owed-list.ts'
import { owedTexts } from '#texts/sv/plans-items.ts'
import { pageOf } from '../../filter.ts'
import { owedListFilterFrom } from './filter.ts'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { plan, today } = await parent()
  const filter = owedListFilterFrom(url)
  return ask(locals, async (tx) => {
    const { entries, areas } = await listOwed(tx, plan, today)
    const { rows, total, page } = pageOf(filterOwed(entries, filter), filter.page, filter.limit)
    return {
      areas,
      filter: { ...filter, page },
      total,
      all: entries.length,
      missing: entries.filter(({ state }) => state === 'missing').length,
      entries: rows.map(({ owing, rule, ...entry }) => ({
        ...entry,
        ground: owedGround({ ...entry, owing, rule }, plan),
      })),
    }
  })
}

export const actions: Actions = {
  lagg: (event) =>
    submit(event, takeOwed, {
      input: (form) => ({ yearPlanId: event.params.yearPlanId, keys: [form.text('en')] }),
      then: ({ id }) => {
        const asked = [...event.url.searchParams].filter(([name]) => !name.startsWith('/'))
        return `/planer/ar/${id}/skyldigt/alla?${new URLSearchParams(asked).toString()}`
      },
      done: (result) => owedTexts.taken(result.added, result.changed),
    }),
}
