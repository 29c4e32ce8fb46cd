import type { PageServerLoad } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { AccountFilter, listAccounts } from '#modules/accounts/public.ts'
import { ask } from '#platform/web/ask.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const value = (name: string) => url.searchParams.get(name) || undefined
  const parsed = AccountFilter.safeParse({
    q: value('q'),
    state: value('lage'),
    side: value('sida-av'),
    page: value('sida'),
  })
  const filter = parsed.success ? parsed.data : AccountFilter.parse({})
  return ask(locals, async (tx) => ({ ...(await listAccounts(tx, filter, todayIn(locals.now))), filter }))
}
