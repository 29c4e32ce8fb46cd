import type { Actions, PageServerLoad } from './$types'
import { may } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { incomingFile } from '#modules/files/public.ts'
import { findAction, listEntries, reportAction, sayOfAction } from '#modules/findings/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { findingsTexts as t } from '#texts/sv/findings.ts'
import { judging } from '../judge.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const action = found(await findAction(tx, idFrom(params.actionId), todayIn(locals.now)))
    return {
      action,
      entries: await listEntries(tx, action.id),
      isOffice: actor.side === 'office',
      mayJudge: may(actor, 'action.verify', action),
      mayReport: may(actor, 'action.report', action) && action.state === 'approved',
      maySay: may(actor, 'action.message', action) && action.state !== 'draft',
    }
  })

export const actions: Actions = {
  ...judging,
  rapportera: (event) =>
    submit(event, reportAction, {
      input: async (form) => {
        const file = await incomingFile(form.file('underlag'))
        return {
          actionId: event.params.actionId,
          revision: form.revision(),
          text: form.text('gjort'),
          evidence: form.text('finns'),
          ...(file ? { file } : {}),
        }
      },
      names: { text: 'gjort', evidence: 'finns', file: 'underlag' },
      then: () => event.url.pathname,
      done: t.reportDone,
    }),
  skriv: (event) =>
    submit(event, sayOfAction, {
      input: (form) => ({ actionId: event.params.actionId, text: form.text('meddelande') }),
      names: { text: 'meddelande' },
      then: () => event.url.pathname,
      done: t.messageDone,
    }),
}
