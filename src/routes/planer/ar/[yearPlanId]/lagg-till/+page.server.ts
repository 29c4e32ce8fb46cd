import type { Actions, PageServerLoad } from './$types'
import { listCandidates, listFocusAreas } from '#modules/followups/public.ts'
import {
  addItems,
  factsFor,
  listItems,
  listOtherBoardsUnits,
  type AddItemsInput,
} from '#modules/plans/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { itemTexts as t } from '#texts/sv/plans-items.ts'
import { choiceNames, choicesFrom } from '../choices.ts'
import { choose, unitFilterFrom } from './units.ts'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { plan, today } = await parent()
  return ask(locals, async (tx) => {
    const items = await listItems(tx, plan.id)
    const facts = await factsFor(tx, plan, { planned: items, today })
    const filter = unitFilterFrom(url)
    const chosen = choose(facts.units, items, filter)
    return {
      filter,
      units: chosen.slice(0, 300),
      total: chosen.length,
      areas: facts.areas,
      others: await listOtherBoardsUnits(tx),
      people: await listCandidates(tx, plan.boardId, today),
      focusAreas: await listFocusAreas(tx),
    }
  })
}

export const actions: Actions = {
  default: (event) =>
    submit(event, addItems, {
      input: (form) => ({
        ...choicesFrom(form),
        yearPlanId: event.params.yearPlanId,
        subject: (form.text('galler') || 'unit') as NonNullable<AddItemsInput['subject']>, // the shape refuses others
        unitIds: [...form.all('enhet'), ...form.all('annan')],
        areaIds: form.all('omradet'),
        name: form.text('namn'),
        ground: form.text('grund'),
        spread: form.all('fordela').map(Number),
      }),
      names: choiceNames,
      then: ({ id }) => `/planer/ar/${id}`,
      done: (result) => t.added(result.added, result.already),
    }),
}
