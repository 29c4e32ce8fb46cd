import type { PageServerLoad } from './$types'
import { findPlan } from '#modules/meetings/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx) => ({ plan: found(await findPlan(tx, idFrom(params.planId))) }))
