import type { Actions, PageServerLoad } from './$types'
import { listOwnUnits, reachOf } from '#modules/handins/public.ts'
import { sendSignal } from '#modules/triggers/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { signalTexts as t } from '#texts/sv/triggers-pages.ts'

export const load: PageServerLoad = ({ locals }) =>
  ask(locals, async (tx, actor) => ({ units: await listOwnUnits(tx, reachOf(actor)) }))

export const actions: Actions = {
  default: (event) =>
    submit(event, sendSignal, {
      input: (form) => ({
        ...{ unitId: form.text('enhet'), what: form.text('vad'), happened: form.text('nar') },
      }),
      names: { unitId: 'enhet', what: 'vad', happened: 'nar' },
      then: () => '/lamna-in/signal',
      done: ({ receipt }) => t.sent(receipt),
    }),
}
