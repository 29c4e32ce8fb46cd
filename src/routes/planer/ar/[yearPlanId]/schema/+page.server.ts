import type { Actions, PageServerLoad } from './$types'
import { listSchedule, setVisitDay } from '#modules/plans/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { scheduleTexts as t } from '#texts/sv/plans-items.ts'

/** Under secrecy: only what the reader is in on is asked for, and nothing of it is written in any export. */
export const load: PageServerLoad = async ({ locals, parent, setHeaders }) => {
  const { plan } = await parent()
  setHeaders({ 'cache-control': 'no-store' })
  return ask(locals, async (tx, actor) => ({ schedule: await listSchedule(tx, plan.id, actor) }))
}

export const actions: Actions = {
  default: (event) =>
    submit(event, setVisitDay, {
      input: (form) => ({
        itemId: form.text('rad'),
        revision: form.number('revision') ?? 0,
        visitOn: form.optional('dag') ?? null,
        note: form.text('anteckning'),
      }),
      names: { visitOn: 'dag', note: 'anteckning' },
      then: () => event.url.pathname,
      done: t.saved,
    }),
}
