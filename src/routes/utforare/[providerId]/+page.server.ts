import type { Actions, PageServerLoad } from './$types'
import { mayAnywhere } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { AgreementFilter, listAgreements } from '#modules/agreements/public.ts'
import { changeProvider, findProvider, listUnits, UnitFilter } from '#modules/organisation/public.ts'
import { aboutInWords, listEntriesAbout } from '#modules/registers/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { organisationTexts as t } from '#texts/sv/organisation.ts'
import { providerFactsFrom, providerFields } from '../facts.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const today = todayIn(locals.now)
    const provider = found(await findProvider(tx, idFrom(params.providerId), today))
    const own = { provider: provider.id, limit: 200 }
    return {
      provider,
      units: await listUnits(tx, UnitFilter.parse(own), today),
      agreements: await listAgreements(tx, AgreementFilter.parse(own), today),
      registers: await aboutInWords(tx, await listEntriesAbout(tx, { providerId: provider.id }), today),
      mayChange: mayAnywhere(actor, 'provider.change'),
    }
  })

export const actions: Actions = {
  default: (event) => {
    const home = `/utforare/${event.params.providerId}`
    return submit(event, changeProvider, {
      input: (form) => ({
        ...providerFactsFrom(form),
        providerId: event.params.providerId,
        revision: form.revision(),
      }),
      names: providerFields,
      theirs: () => home,
      then: () => home,
      done: t.providerSaved,
    })
  },
}
