import type { Actions, PageServerLoad } from './$types'
import { may } from '#access/may.ts'
import { closeSignal, findSignal } from '#modules/triggers/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { signalTexts as t } from '#texts/sv/triggers-pages.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const signal = found(await findSignal(tx, idFrom(params.signalId)))
    const isNew = signal.state === 'new'
    return {
      signal,
      mayPropose: isNew && may(actor, 'trigger.propose', signal),
      mayClose: isNew && may(actor, 'signal.close', { boardId: signal.boardId }),
    }
  })

export const actions: Actions = {
  avsluta: (event) =>
    submit(event, closeSignal, {
      input: (form) => ({
        ...{ signalId: event.params.signalId, revision: form.revision(), reason: form.text('skal') },
      }),
      names: { reason: 'skal' },
      then: ({ id }) => `/uppfoljningar/forslag/signaler/${id}`,
      done: t.closed,
    }),
}
