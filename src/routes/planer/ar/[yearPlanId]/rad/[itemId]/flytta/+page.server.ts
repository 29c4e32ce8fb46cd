import type { Actions, PageServerLoad } from './$types'
import { yearMonth } from '#kernel/dates.ts'
import { findItem, moveItem } from '#modules/plans/public.ts'
import { layPlan, moveOutcomes, rowWhy, type MoveOutcomes, type RowWhy } from '#modules/proposals/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { moveTexts as t } from '#texts/sv/plan-move.ts'
import { membersFrom } from '../../../choices.ts'
import { timeFrom } from './time.ts'

/** What a move would lead to; without a time in the address, only the question where to. */
export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { plan, today } = await parent()
  return ask(locals, async (tx) => {
    const seen = found(await findItem(tx, idFrom(params.itemId)))
    const item = found(seen.yearPlanId === plan.id && !seen.removed ? seen : undefined)
    const to = timeFrom(url, item)
    const laid = to && (await layPlan(tx, plan, { today }))
    const effect: MoveOutcomes | undefined =
      laid && to.month !== null ? moveOutcomes(laid, item.id, yearMonth(item.year, to.month)) : undefined
    const half: RowWhy['halves'][number] | undefined =
      laid && to.month === null ? rowWhy(laid, item)?.halves.find((one) => one.half === to.half) : undefined
    return { item, to, effect, half, pin: url.searchParams.get('las') === 'ja' }
  })
}

const row = (params: { yearPlanId: string; itemId: string }) =>
  `/planer/ar/${params.yearPlanId}/rad/${params.itemId}`

export const actions: Actions = {
  default: (event) =>
    submit(event, moveItem, {
      input: (form) => {
        const team = form.text('team') === 'byt' ? membersFrom(form.all('medlem')) : undefined
        return {
          itemId: event.params.itemId,
          revision: form.revision(),
          month: form.number('manad') ?? null,
          half: form.number('halvar') as 1 | 2 | undefined, // the shape refuses any other number
          pin: form.checked('las'),
          reason: form.text('skal_text'),
          ...(team && { team }),
        }
      },
      names: { reason: 'skal_text', month: 'manad' },
      then: () => row(event.params),
      done: ({ moved }) => (moved ? t.moved : t.movedNot),
    }),
}
