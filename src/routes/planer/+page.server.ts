import type { PageServerLoad } from './$types'
import { listPlans } from '#modules/meetings/public.ts'
import { ask } from '#platform/web/ask.ts'

export const load: PageServerLoad = ({ locals }) =>
  ask(locals, async (tx) => ({ plans: await listPlans(tx) }))
