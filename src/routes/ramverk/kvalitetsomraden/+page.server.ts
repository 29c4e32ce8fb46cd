import type { Actions, PageServerLoad } from './$types'
import { mayAnywhere } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { Problem } from '#kernel/problem.ts'
import {
  addQualityArea,
  changeQualityArea,
  endQualityArea,
  listFrameworks,
  moveQualityArea,
} from '#modules/frameworks/public.ts'
import { ask, idFrom } from '#platform/web/ask.ts'
import { submit, type FormReader } from '#platform/web/form.ts'
import { ownAreaTexts as t } from '#texts/sv/own-areas.ts'

const home = '/ramverk/kvalitetsomraden'

export const load: PageServerLoad = ({ locals, url }) =>
  ask(locals, async (tx, actor) => {
    if (!mayAnywhere(actor, 'framework.change')) throw new Problem('notFound')
    const frameworks = await listFrameworks(tx)
    return {
      own: frameworks.filter(({ own }) => own),
      national: frameworks.filter(({ own }) => !own),
      chosen: url.searchParams.get('omrade'),
      today: todayIn(locals.now),
      commandId: uuidv7(),
    }
  })

const factsFrom = (form: FormReader) => ({
  name: form.text('namn'),
  description: form.text('beskrivning'),
  mapsTo: form.all('svarar'),
})
const names = {
  name: 'namn',
  description: 'beskrivning',
  mapsTo: 'svarar',
  from: 'fran',
  framework: 'ramverk',
}
const pageOf = (id: string) => `${home}?omrade=${id}#omrade`

export const actions: Actions = {
  ny: (event) =>
    submit(event, addQualityArea, {
      input: (form) => ({
        ...factsFrom(form),
        framework: form.text('ramverk') as 'kommun', // the shape refuses any other word
        from: form.text('fran'),
      }),
      names,
      then: ({ id }) => pageOf(id),
      done: t.added,
    }),
  andra: (event) =>
    submit(event, changeQualityArea, {
      input: (form) => ({ ...factsFrom(form), areaId: idFrom(form.text('id')), revision: form.revision() }),
      names,
      theirs: (form) => pageOf(idFrom(form.text('id'))),
      then: ({ id }) => pageOf(id),
      done: t.changed,
    }),
  flytta: (event) =>
    submit(event, moveQualityArea, {
      input: (form) => ({ areaId: idFrom(form.text('id')), after: form.optional('efter') ?? null }),
      names: { after: 'efter' },
      then: ({ id }) => pageOf(id),
      done: t.moved,
    }),
  avsluta: (event) =>
    submit(event, endQualityArea, {
      input: (form) => ({
        areaId: idFrom(form.text('id')),
        revision: form.revision(),
        endsOn: form.optional('sistadag') ?? null,
      }),
      names: { endsOn: 'sistadag' },
      then: ({ id }) => pageOf(id),
      done: t.endDone,
    }),
}
