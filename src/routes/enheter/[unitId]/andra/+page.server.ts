import type { Actions, PageServerLoad } from './$types'
import { todayIn } from '#kernel/dates.ts'
import {
  changeUnit,
  listProviders,
  listServiceAreas,
  unitAsThen,
  unitHistory,
} from '#modules/organisation/public.ts'
import { Problem } from '#kernel/problem.ts'
import type { ChangeKind } from '#modules/organisation/rules.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { organisationTexts as t } from '#texts/sv/organisation.ts'
import { factFields, factsFrom } from '../../facts.ts'
import { factsInWords } from '../historik/words.ts'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  const { mayChange, unit } = await parent()
  if (!mayChange) throw new Problem('notFound')
  const today = todayIn(locals.now)
  return ask(locals, async (tx) => {
    const states = await unitHistory(tx, params.unitId)
    const shown = (await unitAsThen(tx, params.unitId, today, locals.now)) ?? states.at(-1)
    return {
      state: shown,
      inWords: factsInWords(shown),
      revision: states.length,
      unitName: unit.name,
      providers: await listProviders(tx),
      areas: await listServiceAreas(tx),
    }
  })
}

export const actions: Actions = {
  default: (event) => {
    const home = `/enheter/${event.params.unitId}`
    return submit(event, changeUnit, {
      input: (form) => ({
        ...factsFrom(form),
        unitId: event.params.unitId,
        // The shape refuses any other word.
        kind: form.text('slag') as ChangeKind,
        from: form.text('datum'),
        note: form.text('anteckning'),
        revision: form.revision(),
      }),
      names: { ...factFields, kind: 'slag', from: 'datum', note: 'anteckning' },
      theirs: () => home,
      then: () => home,
      done: t.changed,
    })
  },
}
