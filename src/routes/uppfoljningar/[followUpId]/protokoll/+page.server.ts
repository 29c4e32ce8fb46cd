import type { Actions, PageServerLoad } from './$types'
import { ask } from '#platform/web/ask.ts'
import { rowActions } from './actions.ts'
import { filterRows, rowFilterFrom } from './filter.ts'
import { loadProtocol } from './load.ts'

export const load: PageServerLoad = ({ locals, params, url }) => {
  const filter = rowFilterFrom(url)
  const forPaper = url.searchParams.get('utskrift') === 'tom'
  return ask(locals, async (tx, actor) => ({
    ...(await loadProtocol(tx, actor, {
      followUpId: params.followUpId,
      now: locals.now,
      pick: (rows) => filterRows(rows, filter),
    })),
    filter,
    forPaper,
  }))
}

export const actions: Actions = rowActions
