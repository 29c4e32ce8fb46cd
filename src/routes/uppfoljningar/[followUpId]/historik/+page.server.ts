import type { PageServerLoad } from './$types'
import { listHistory } from '#modules/followups/public.ts'
import { ask } from '#platform/web/ask.ts'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  return { rows: await ask(locals, (tx) => listHistory(tx, params.followUpId)) }
}
