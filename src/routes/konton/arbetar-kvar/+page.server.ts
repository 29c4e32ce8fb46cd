import type { PageServerLoad } from './$types'
import { hasRole } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { listReviews } from '#modules/upkeep/public.ts'
import { ask } from '#platform/web/ask.ts'

export const load: PageServerLoad = ({ locals }) =>
  ask(locals, async (tx, actor) => ({
    reviews: await listReviews(tx, todayIn(locals.now)),
    isAdministrator: hasRole(actor, 'admin'),
  }))
