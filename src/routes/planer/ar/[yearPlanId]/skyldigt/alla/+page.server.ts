import type { Actions, PageServerLoad } from './$types'
import { exceptMany, filterOwed, listOwed, takeOwed } from '#modules/plans/public.ts'
import { ask } from '#platform/web/ask.ts'
import { sameAddress, submit } from '#platform/web/form.ts'
import { exceptManyTexts, owedGround } from '#texts/sv/owed-list.ts'
import { owedTexts } from '#texts/sv/plans-items.ts'
import { pageOf } from '../../filter.ts'
import { owedListFilterFrom } from './filter.ts'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { plan, today } = await parent()
  const filter = owedListFilterFrom(url)
  return ask(locals, async (tx) => {
    const { entries, areas } = await listOwed(tx, plan, today)
    const chosen = filterOwed(entries, filter)
    const { rows, total, page } = pageOf(chosen, filter.page, filter.limit)
    return {
      areas,
      filter: { ...filter, page },
      total,
      all: entries.length,
      exceptable: new Set(chosen.flatMap(({ exceptKey }) => exceptKey ?? [])).size,
      // Rows, as the other tab counts them: one row may answer to many duties, and a focus area is no row.
      missing: new Set(entries.flatMap(({ takeKey }) => takeKey ?? [])).size,
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
      then: () => sameAddress(event.url),
      done: (result) => owedTexts.taken(result.added, result.changed),
    }),
  undanta: (event) =>
    submit(event, exceptMany, {
      input: (form) => {
        const { q, source, kind, area, year, risk } = owedListFilterFrom(event.url)
        return {
          yearPlanId: event.params.yearPlanId,
          ...(form.has('alla') ? { all: { q, source, kind, area, year, risk } } : { keys: form.all('rad') }),
          reason: form.text('motivering'),
          decidedBy: form.text('beslutat'),
          decidedOn: form.text('datum'),
        }
      },
      names: { reason: 'motivering', decidedBy: 'beslutat', decidedOn: 'datum', keys: 'rad' },
      then: () => sameAddress(event.url),
      done: ({ excepted }) => exceptManyTexts.done(excepted),
    }),
}
