import type { Actions, PageServerLoad } from './$types'
import { mayAnywhere } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { createProvider, listProviderRows } from '#modules/organisation/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { organisationTexts as t } from '#texts/sv/organisation.ts'
import { providerFactsFrom, providerFields } from './facts.ts'
import { providerFilterFrom } from './filter.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const filter = providerFilterFrom(url)
  return ask(locals, async (tx, actor) => ({
    ...(await listProviderRows(tx, filter, todayIn(locals.now))),
    filter,
    mayCreate: mayAnywhere(actor, 'provider.change'),
    providerId: uuidv7(),
  }))
}

export const actions: Actions = {
  ny: (event) =>
    submit(event, createProvider, {
      input: (form) => ({
        ...providerFactsFrom(form),
        id: form.text('providerId'),
        from: todayIn(event.locals.now),
      }),
      names: providerFields,
      then: ({ id }) => `/utforare/${id}`,
      done: t.providerSaved,
    }),
}
