import type { PageServerLoad } from './$types'
import { findPlan } from '#modules/meetings/public.ts'
import { coveringYears, listProgrammes } from '#modules/programmes/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx) => {
    const plan = found(await findPlan(tx, idFrom(params.planId)))
    return { plan, programmes: coveringYears(await listProgrammes(tx), plan.years) }
  })
