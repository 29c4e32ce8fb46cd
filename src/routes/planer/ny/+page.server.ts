import type { Actions, PageServerLoad } from './$types'
import { may } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { listOpenMatters } from '#modules/meetings/public.ts'
import { listBoards } from '#modules/organisation/public.ts'
import { createYearPlan, listAnalyses, listYearPlans } from '#modules/plans/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { planFields as t } from '#texts/sv/plans-pages.ts'
import { planFactNames, planFactsFrom } from '../facts.ts'

export const load: PageServerLoad = ({ locals }) =>
  ask(locals, async (tx, actor) => {
    const boards = (await listBoards(tx)).filter((board) =>
      may(actor, 'yearPlan.create', { boardId: board.id }),
    )
    const matters = []
    const analyses = []
    for (const board of boards) {
      matters.push(...(await listOpenMatters(tx, board.id)))
      analyses.push(...(await listAnalyses(tx, board.id)))
    }
    const plans = await listYearPlans(tx)
    return {
      boards,
      drafts: plans.filter((plan) => plan.state === 'draft'),
      matters,
      analyses: [...new Set(analyses)],
      nextYear: Number(todayIn(locals.now).slice(0, 4)) + 1,
      commandId: uuidv7(),
    }
  })

export const actions: Actions = {
  default: (event) =>
    submit(event, createYearPlan, {
      input: (form) => {
        const fromYear = form.number('fran') ?? Number.NaN
        const toYear = form.number('till') ?? fromYear
        return { ...planFactsFrom(form, fromYear, toYear), boardId: form.text('namnd'), fromYear, toYear }
      },
      names: { ...planFactNames, boardId: 'namnd', fromYear: 'fran', toYear: 'till' },
      then: ({ id }) => `/planer/ar/${id}/skyldigt`,
      done: ({ fromLastYear }) => t.created(fromLastYear),
    }),
}
