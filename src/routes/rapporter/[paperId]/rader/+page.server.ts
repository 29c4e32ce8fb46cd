import type { PageServerLoad } from './$types'
import { findRows } from '#modules/reports/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'

/** What one row of a report was counted from, as it was when the report was made. */
export const load: PageServerLoad = ({ locals, params, url }) => {
  const value = (name: string) => url.searchParams.get(name) ?? ''
  const asked = { table: value('tabell'), row: value('rad'), now: locals.now }
  return ask(locals, async (tx, actor) => ({
    counted: found(await findRows(tx, { paperId: idFrom(params.paperId), ...asked })),
    paperId: params.paperId,
    isOffice: actor.side === 'office',
  }))
}
