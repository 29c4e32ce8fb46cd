import type { Actions, PageServerLoad } from './$types'
import { uuidv7 } from '#kernel/ids.ts'
import { acceptedEndings, neededFile } from '#modules/files/public.ts'
import { findLocked, listOpenings, maskLocked } from '#modules/releases/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { releaseTexts as t } from '#texts/sv/releases.ts'

export const load: PageServerLoad = ({ locals, params, url }) =>
  ask(locals, async (tx) => {
    const locked = found(await findLocked(tx, idFrom(params.lockedId)))
    return {
      locked,
      openings: await listOpenings(tx, locked.id),
      lacksReason: url.searchParams.has('skal'),
      accept: acceptedEndings,
      commandIds: { mask: uuidv7() },
    }
  })

export const actions: Actions = {
  maskera: (event) =>
    submit(event, maskLocked, {
      input: async (form) => ({
        lockedId: event.params.lockedId,
        file: await neededFile(form.file('fil')),
      }),
      names: { file: 'fil' },
      then: () => event.url.pathname,
      done: t.maskLockedDone,
    }),
}
