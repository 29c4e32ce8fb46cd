import type { PageServerLoad } from './$types'
import { findPlan } from '#modules/meetings/public.ts'
import { findDecidedContent } from '#modules/plans/public.ts'
import { coveringYears, listProgrammes } from '#modules/programmes/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx) => {
    const planId = idFrom(params.planId)
    const content = await findDecidedContent(tx, planId)
    if (content) return { content, plan: undefined, programmes: [] }
    const plan = found(await findPlan(tx, planId))
    return { content: undefined, plan, programmes: coveringYears(await listProgrammes(tx), plan.years) }
  })
