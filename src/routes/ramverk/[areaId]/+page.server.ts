import type { Actions, PageServerLoad } from './$types'
import { mayAnywhere } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { changeServiceArea, endServiceArea, findArea, listEarlier } from '#modules/frameworks/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { frameworkTexts as t } from '#texts/sv/frameworks.ts'
import { areaFields, areaFrom } from '../area.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => ({
    area: found(await findArea(tx, idFrom(params.areaId))),
    earlier: await listEarlier(tx, params.areaId),
    mayChange: mayAnywhere(actor, 'serviceArea.change'),
    today: todayIn(locals.now),
    commandId: uuidv7(),
    endCommandId: uuidv7(),
  }))

export const actions: Actions = {
  andra: (event) =>
    submit(event, changeServiceArea, {
      input: (form) => ({
        ...areaFrom(form),
        areaId: idFrom(event.params.areaId),
        revision: form.revision(),
      }),
      names: areaFields,
      then: ({ id }) => `/ramverk/${id}`,
      done: t.changed,
    }),
  avsluta: (event) =>
    submit(event, endServiceArea, {
      input: (form) => ({
        areaId: idFrom(event.params.areaId),
        revision: form.revision(),
        endsOn: form.text('sistadag'),
      }),
      names: { endsOn: 'sistadag' },
      then: ({ id }) => `/ramverk/${id}`,
      done: t.ended,
    }),
}
