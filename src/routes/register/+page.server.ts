import type { Actions, PageServerLoad } from './$types'
import { mayAnywhere } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { addKind, listKinds, switchKind } from '#modules/registers/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { registerTexts as t } from '#texts/sv/registers.ts'
import { ownDefinition, ownNames } from './own.ts'

export const load: PageServerLoad = ({ locals }) =>
  ask(locals, async (tx, actor) => {
    const kinds = await listKinds(tx, todayIn(locals.now))
    return {
      kinds: kinds.filter(({ isOn }) => isOn),
      all: kinds,
      mayManage: mayAnywhere(actor, 'framework.change'),
      kindId: uuidv7(),
      ids: kinds.map(() => uuidv7()),
    }
  })

export const actions: Actions = {
  vaxla: (event) =>
    submit(event, switchKind, {
      input: (form) => ({
        kindId: form.text('register'),
        revision: form.revision(),
        isOn: form.text('till') === 'ja',
      }),
      then: () => '/register',
      done: t.switched,
    }),
  eget: (event) =>
    submit(event, addKind, {
      input: (form) => ({
        id: form.text('registerId'),
        forBoard: form.checked('namnden'),
        definition: ownDefinition(form),
      }),
      names: ownNames,
      then: ({ key }) => `/register/${key}`,
      done: t.ownSaved,
    }),
}
