import type { Actions, PageServerLoad } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import {
  inviteAccount,
  listProvidersForAccounts,
  listUnitsForAccounts,
  newLink,
} from '#modules/accounts/public.ts'
import { listBoards } from '#modules/organisation/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { roleOf } from '../role.ts'

export const load: PageServerLoad = ({ locals }) =>
  ask(locals, async (tx) => ({
    boards: await listBoards(tx),
    providers: await listProvidersForAccounts(tx),
    units: await listUnitsForAccounts(tx, todayIn(locals.now)),
    accountId: uuidv7(),
  }))

export const actions: Actions = {
  default: async (event) => {
    const link = newLink()
    const outcome = await submit(event, inviteAccount, {
      input: (form) => ({
        accountId: form.text('accountId'),
        name: form.text('namn'),
        email: form.text('epost'),
        profession: form.optional('yrke'),
        role: roleOf(form.text('roll')),
        boardId: form.optional('namnd'),
        providerId: form.optional('utforare'),
        unitId: form.optional('enhet'),
        tokenHash: link.tokenHash,
      }),
      names: {
        name: 'namn',
        email: 'epost',
        profession: 'yrke',
        role: 'roll',
        boardId: 'namnd',
        providerId: 'utforare',
        unitId: 'enhet',
      },
    })
    return 'result' in outcome
      ? { link: `${event.url.origin}/lank/${link.token}`, id: outcome.result.id }
      : outcome
  },
}
