import type { Actions, PageServerLoad } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { endAllSessions, listAccounts, listProvidersForAccounts } from '#modules/accounts/public.ts'
import { countWaitingIdentities } from '#modules/identity/public.ts'
import { logReviewStanding } from '#modules/logreviews/public.ts'
import { countLate } from '#modules/upkeep/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { accountTexts as t } from '#texts/sv/accounts.ts'
import { accountFilterFrom } from './filter.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const filter = accountFilterFrom(url)
  return ask(locals, async (tx) => ({
    ...(await listAccounts(tx, filter, todayIn(locals.now))),
    waiting: await countWaitingIdentities(tx),
    logReview: await logReviewStanding(tx, todayIn(locals.now)),
    late: await countLate(tx, todayIn(locals.now)),
    providers: await listProvidersForAccounts(tx),
    filter,
  }))
}

export const actions: Actions = {
  'logga-ut-alla': (event) =>
    submit(event, endAllSessions, {
      input: () => ({}),
      then: () => '/konton',
      done: ({ sessions }) => t.allEnded(sessions),
    }),
}
