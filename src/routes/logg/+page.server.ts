import type { PageServerLoad } from './$types'
import { firstBrokenRow, listLog } from '#modules/log/public.ts'
import { ask } from '#platform/web/ask.ts'
import { logFilterFrom } from './filter.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const filter = logFilterFrom(url)
  return ask(locals, async (tx) => ({
    ...(await listLog(tx, filter)),
    broken: await firstBrokenRow(tx),
    filter,
  }))
}
