import type { Actions, PageServerLoad } from './$types'
import { listCandidates, listFocusAreas } from '#modules/followups/public.ts'
import {
  addItems,
  factsFor,
  findYearPlan,
  listItems,
  listOtherBoardsUnits,
  type AddItemsInput,
} from '#modules/plans/public.ts'
import { todayIn } from '#kernel/dates.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { itemTexts as t } from '#texts/sv/plans-items.ts'
import { choiceNames, choicesFrom } from '../choices.ts'
import { pageFrom, pageOf } from '../filter.ts'
import { choose, narrow, unitFilterFrom } from './units.ts'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { plan, today } = await parent()
  return ask(locals, async (tx) => {
    const items = await listItems(tx, plan.id)
    const facts = await factsFor(tx, plan, { planned: items, today })
    const filter = unitFilterFrom(url)
    const others = filter.others ? await listOtherBoardsUnits(tx) : []
    return {
      units: pageOf(choose(facts.units, items, filter), pageFrom(url), 100),
      areas: facts.areas,
      others: narrow(others, filter).slice(0, 100),
      people: await listCandidates(tx, plan.boardId, today),
      focusAreas: await listFocusAreas(tx),
    }
  })
}

export const actions: Actions = {
  default: async (event) => {
    const { locals, params, url } = event
    const all = await allChosen(locals, idFrom(params.yearPlanId), url)
    return submit(event, addItems, {
      input: (form) => ({
        ...choicesFrom(form),
        yearPlanId: event.params.yearPlanId,
        subject: (form.text('galler') || 'unit') as NonNullable<AddItemsInput['subject']>, // the shape refuses others
        unitIds: [...(form.has('alla') ? all : form.all('enhet')), ...form.all('annan')],
        areaIds: form.all('omradet'),
        name: form.text('namn'),
        ground: form.text('grund'),
        spread: form.all('fordela').map(Number),
      }),
      names: choiceNames,
      then: ({ id }) => `/planer/ar/${id}`,
      done: (result) => t.added(result.added, result.already),
    })
  },
}

/** Every unit the filter shows, for "all in the selection": more than one page holds. */
function allChosen(locals: App.Locals, yearPlanId: string, url: URL): Promise<string[]> {
  return ask(locals, async (tx) => {
    const plan = found(await findYearPlan(tx, yearPlanId))
    const items = await listItems(tx, plan.id)
    const facts = await factsFor(tx, plan, { planned: items, today: todayIn(locals.now) })
    return choose(facts.units, items, unitFilterFrom(url)).map((unit) => unit.id)
  })
}
