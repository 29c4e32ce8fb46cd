import type { Actions, PageServerLoad } from './$types'
import {
  bindIdentity,
  listBindable,
  listBoundIdentities,
  listUnboundIdentities,
  turnAwayIdentity,
} from '#modules/identity/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { identityTexts as t } from '#texts/sv/identity.ts'

export const load: PageServerLoad = ({ locals }) =>
  ask(locals, async (tx, actor) => ({
    identities: await listUnboundIdentities(tx),
    bound: await listBoundIdentities(tx),
    accounts: (await listBindable(tx)).filter(({ id }) => id !== actor.accountId),
  }))

export const actions: Actions = {
  kopplaBort: (event) =>
    submit(event, turnAwayIdentity, {
      input: (form) => ({ identityId: form.text('identityId') }),
      then: () => '/konton/vantar',
      done: t.unboundDone,
    }),
  koppla: (event) =>
    submit(event, bindIdentity, {
      input: (form) => ({ identityId: form.text('identityId'), accountId: form.text('konto') }),
      names: { accountId: 'konto' },
      then: () => '/konton/vantar',
      done: t.bound,
    }),
  avvisa: (event) =>
    submit(event, turnAwayIdentity, {
      input: (form) => ({ identityId: form.text('identityId') }),
      then: () => '/konton/vantar',
      done: t.turnedAwayDone,
    }),
}
