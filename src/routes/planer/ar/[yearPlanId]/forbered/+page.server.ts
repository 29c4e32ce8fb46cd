import type { Actions, PageServerLoad } from './$types'
import { listCandidates } from '#modules/followups/public.ts'
import { listOpenMatters } from '#modules/meetings/public.ts'
import { findDecided, listItems, monthsOf, prepareItems } from '#modules/plans/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { prepareTexts as t } from '#texts/sv/plans-decisions.ts'
import { pageFrom, pageOf } from '../filter.ts'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { plan, years, today } = await parent()
  const asked = Number(url.searchParams.get('ar'))
  const year = years.includes(asked) ? asked : plan.fromYear
  const months = url.searchParams
    .getAll('manad')
    .map(Number)
    .filter((month) => month >= 1 && month <= 12)
  return ask(locals, async (tx) => {
    const version = await findDecided(tx, plan.id)
    const decided = new Set(version?.items.map((item) => item.id))
    const items = (await listItems(tx, plan.id)).filter(
      (item) => item.year === year && item.subject === 'unit' && decided.has(item.id),
    )
    const inMonths = items.filter(
      (item) => months.length === 0 || monthsOf(item).some((month) => months.includes(month)),
    )
    return {
      isDecided: version !== undefined,
      year,
      months,
      listed: pageOf(
        inMonths.filter((item) => !item.followUp || item.followUp.state === 'cancelled'),
        pageFrom(url),
        100,
      ),
      prepared: inMonths.length,
      people: await listCandidates(tx, plan.boardId, today),
      matters: await listOpenMatters(tx, plan.boardId),
    }
  })
}

export const actions: Actions = {
  default: (event) =>
    submit(event, prepareItems, {
      input: (form) => ({
        yearPlanId: event.params.yearPlanId,
        itemIds: form.all('rad'),
        leadId: form.optional('ansvarig'),
        matterId: form.optional('arende'),
      }),
      names: { itemIds: 'rad', leadId: 'ansvarig', matterId: 'arende' },
      done: (result) => t.done(result.made),
    }),
}
