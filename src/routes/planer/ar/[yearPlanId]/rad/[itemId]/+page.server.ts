import type { Actions, PageServerLoad } from './$types'
import { listApplicableRequirements } from '#modules/agreements/public.ts'
import { listCandidates, listFocusAreas } from '#modules/followups/public.ts'
import {
  changeItem,
  findItem,
  getSetting,
  listItemChanges,
  listSources,
  pinItems,
  progressOf,
  removeItems,
  restoreItem,
  settleItem,
} from '#modules/plans/public.ts'
import { layPlan, rowWhy } from '#modules/proposals/public.ts'
import { aboutInWords, listEntriesAbout } from '#modules/registers/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { lockTexts } from '#texts/sv/plan-move.ts'
import { itemTexts as t } from '#texts/sv/plans-items.ts'
import { choiceNames, choicesFrom } from '../../choices.ts'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  const { plan, today, mayPropose } = await parent()
  return ask(locals, async (tx) => {
    const found_ = found(await findItem(tx, idFrom(params.itemId)))
    const item = found(found_.yearPlanId === plan.id ? found_ : undefined)
    const applicable =
      item.unitId && !item.otherBoardName
        ? await listApplicableRequirements(tx, item.unitId, today, item.depth)
        : undefined
    return {
      item,
      progress: progressOf(item, today),
      // Only for who may read proposals: it tells the unit's risk.
      why:
        mayPropose && !item.removed ? (rowWhy(await layPlan(tx, plan, { today }), item) ?? null) : undefined,
      sources: await listSources(tx, item.id),
      changes: await listItemChanges(tx, item),
      registers: await aboutInWords(tx, await listEntriesAbout(tx, { planItemId: item.id }), today),
      people: await listCandidates(tx, plan.boardId, today),
      answerable: (await getSetting(tx, plan.boardId)).answerableUnit,
      focusAreas: await listFocusAreas(tx),
      requirements: applicable?.requirements.map(({ id, code, title }) => ({ id, code, title })),
    }
  })
}

const home = (params: { yearPlanId: string; itemId: string }) =>
  `/planer/ar/${params.yearPlanId}/rad/${params.itemId}`

export const actions: Actions = {
  spara: (event) =>
    submit(event, changeItem, {
      input: (form) => ({
        ...choicesFrom(form),
        itemId: event.params.itemId,
        revision: form.revision(),
        reason: form.text('andring'),
      }),
      names: choiceNames,
      theirs: () => home(event.params),
      then: () => home(event.params),
      done: t.saved,
    }),
  las: (event) =>
    submit(event, pinItems, {
      input: (form) => ({
        yearPlanId: event.params.yearPlanId,
        itemIds: [event.params.itemId],
        pinned: form.text('last') === 'ja',
        reason: form.text('lasskal'),
      }),
      names: { reason: 'lasskal', itemIds: 'last' },
      then: () => home(event.params),
      done: ({ changed }) => (changed > 0 ? lockTexts.doneOne : ''),
    }),
  bort: (event) =>
    submit(event, removeItems, {
      input: (form) => ({
        yearPlanId: event.params.yearPlanId,
        itemIds: [event.params.itemId],
        reason: form.text('borttagen'),
      }),
      names: { reason: 'borttagen' },
      then: () => home(event.params),
      done: t.removed,
    }),
  tillbaka: (event) =>
    submit(event, restoreItem, {
      input: () => ({ itemId: event.params.itemId }),
      then: () => home(event.params),
      done: t.restored,
    }),
  bocka: (event) =>
    submit(event, settleItem, {
      input: (form) => ({
        itemId: event.params.itemId,
        doneOn: form.optional('gjord') ?? null,
        doneNote: form.text('vad'),
      }),
      names: { doneOn: 'gjord', doneNote: 'vad' },
      then: () => home(event.params),
      done: t.settled,
    }),
}
