import type { Actions, PageServerLoad } from './$types'
import { mayAnywhere } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { addEntry, findKind } from '#modules/registers/public.ts'
import { ask, found } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { registerTexts as t } from '#texts/sv/registers.ts'
import { formChoices } from '../../choices.ts'
import { nameOf, namesOf, valuesFrom } from '../../values.ts'

export const load: PageServerLoad = ({ locals, params, url }) =>
  ask(locals, async (tx, actor) => {
    const kind = found(await findKind(tx, { key: params.kind }))
    found(kind.isOn && mayAnywhere(actor, 'register.write') ? kind : undefined)
    const given = { definition: kind.definition, day: todayIn(locals.now) }
    const asked = kind.definition.fields.map(({ key }) => [key, url.searchParams.get(nameOf(key))] as const)
    return {
      kind,
      entryId: uuidv7(),
      facts: Object.fromEntries(asked.filter(([, value]) => value !== null)),
      ...(await formChoices(tx, actor, given)),
    }
  })

export const actions: Actions = {
  default: async (event) => {
    const kind = found(await ask(event.locals, (tx) => findKind(tx, { key: event.params.kind })))
    const { fields } = kind.definition
    return submit(event, addEntry, {
      input: (form) => ({
        id: form.text('uppgift'),
        kindId: kind.id,
        boardId: form.text('namnd'),
        state: form.text('lage'),
        values: valuesFrom(form, fields),
      }),
      names: { ...namesOf(fields), boardId: 'namnd', state: 'lage' },
      then: ({ id }) => `/register/${kind.key}/${id}`,
      done: t.added,
    })
  },
}
