import type { Actions, PageServerLoad } from './$types'
import { may, mayAnywhere } from '#access/may.ts'
import { parseTypedDate, todayIn } from '#kernel/dates.ts'
import { listUnitNames } from '#modules/organisation/public.ts'
import { listSignals, registerSignal } from '#modules/triggers/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { signalTexts as t } from '#texts/sv/triggers-pages.ts'
import { signalFilterFrom } from './filter.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const filter = signalFilterFrom(url)
  const today = todayIn(locals.now)
  return ask(locals, async (tx, actor) => {
    const mayRegister = mayAnywhere(actor, 'signal.register')
    const units = mayRegister ? await listUnitNames(tx, today, { status: 'active' }) : []
    return {
      ...(await listSignals(tx, filter)),
      filter,
      today,
      mayRegister,
      units: units
        .filter((unit) => may(actor, 'signal.register', unit))
        .map(({ id, name, serviceArea }) => ({ id, name: `${name}, ${serviceArea}` })),
    }
  })
}

export const actions: Actions = {
  skriv: (event) =>
    submit(event, registerSignal, {
      input: (form) => ({
        ...{ unitId: form.text('enhet'), what: form.text('vad'), happened: form.text('nar') },
        receivedOn: parseTypedDate(form.text('dag')) ?? form.text('dag'),
        source: form.text('kalla') as 'staff', // the shape refuses what is none of its words
        way: form.text('vag') as 'letter', // the shape refuses what is none of its words
      }),
      names: {
        ...{ unitId: 'enhet', what: 'vad', happened: 'nar', receivedOn: 'dag', source: 'kalla', way: 'vag' },
      },
      then: () => '/uppfoljningar/forslag/signaler',
      done: ({ receipt }) => t.done(receipt),
    }),
}
