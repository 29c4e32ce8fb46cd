import type { Actions, PageServerLoad } from './$types'
import { changePassword, endOwnSession, listOwnSessions } from '#modules/accounts/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { ownAccountTexts as t } from '#texts/sv/accounts.ts'

export const load: PageServerLoad = ({ locals }) =>
  ask(locals, async (tx, actor) => ({
    sessions: await listOwnSessions(tx, actor, locals.now),
    sessionId: actor.sessionId,
  }))

export const actions: Actions = {
  losenord: (event) =>
    submit(event, changePassword, {
      input: (form) => ({
        current: form.text('losenordNu'),
        next: form.text('losenordNytt'),
        repeated: form.text('losenordIgen'),
      }),
      names: { current: 'losenordNu', next: 'losenordNytt', repeated: 'losenordIgen' },
      then: () => '/konto',
      done: t.changed,
    }),
  avsluta: (event) =>
    submit(event, endOwnSession, {
      input: (form) => ({ sessionId: form.text('sessionId') }),
      then: () => '/konto',
      done: t.ended,
    }),
}
