import type { Actions, PageServerLoad } from './$types'
import { uuidv7 } from '#kernel/ids.ts'
import { listProvidersForAccounts } from '#modules/accounts/public.ts'
import { findIdentityProvider, saveIdentityProvider, testIdentityProvider } from '#modules/identity/public.ts'
import { listBoards } from '#modules/organisation/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { wayAddress } from '#platform/web/way-in.ts'
import { identityTexts as t, outcomeText } from '#texts/sv/identity.ts'
import { readSettings, settingsNames } from './settings.ts'

/** `ny` is one that is not there yet; its id is decided here, so that the address to register is known from the start. */
export const load: PageServerLoad = ({ locals, params, url }) =>
  ask(locals, async (tx) => {
    const isNew = params.identityProviderId === 'ny'
    const known = isNew ? undefined : found(await findIdentityProvider(tx, idFrom(params.identityProviderId)))
    const id = known?.id ?? uuidv7()
    const way = wayAddress(url, id)
    return {
      id,
      known,
      callback: `${way}/svar`,
      logoutTold: `${way}/utloggad`,
      logoutBack: new URL('/logga-in', way).href,
      boards: await listBoards(tx),
      providers: await listProvidersForAccounts(tx),
    }
  })

export const actions: Actions = {
  spara: (event) =>
    submit(event, saveIdentityProvider, {
      input: readSettings,
      names: settingsNames,
      then: ({ id }) => `/installningar/inloggning/${id}`,
      done: t.saved,
    }),
  prova: async (event) => {
    const outcome = await submit(event, testIdentityProvider, {
      input: () => ({ identityProviderId: event.params.identityProviderId }),
    })
    if (!('result' in outcome)) return outcome
    return { tested: { isFine: outcome.result.outcome === 'ok', text: outcomeText(outcome.result.outcome) } }
  },
}
