import type { Actions, PageServerLoad } from './$types'
import { mayAnywhere, scopeOf } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { liftHold, listHolds, placeHold } from '#modules/disposals/public.ts'
import { listMattersToChoose } from '#modules/releases/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { disposalTexts as t } from '#texts/sv/disposals.ts'

export const load: PageServerLoad = ({ locals }) =>
  ask(locals, async (tx, actor) => {
    const mayHold = mayAnywhere(actor, 'disposal.hold')
    return {
      holds: (await listHolds(tx)).map((hold) => ({ ...hold, commandId: uuidv7() })),
      matters: mayHold ? await listMattersToChoose(tx, scopeOf(actor).officeBoards) : [],
      mayHold,
      commandId: uuidv7(),
    }
  })

export const actions: Actions = {
  lagg: (event) =>
    submit(event, placeHold, {
      input: (form) => {
        // The choice carries the board of the matter, which is asked for again.
        const [boardId = '', matterId = ''] = form.text('arende').split('/')
        return {
          ...{ boardId, matterId, reason: form.text('forklaring') },
          // An unknown word is refused by the shape as "choose one".
          ground: form.text('skal') as 'appeal',
        }
      },
      names: { boardId: 'arende', matterId: 'arende', ground: 'skal', reason: 'forklaring' },
      then: () => '/gallring/undantag',
      done: t.placed,
    }),
  lyft: (event) =>
    submit(event, liftHold, {
      input: (form) => ({ holdId: form.text('undantag'), reason: form.text('varfor') }),
      names: { holdId: 'undantag', reason: 'varfor' },
      then: () => '/gallring/undantag',
      done: t.lifted,
    }),
}
