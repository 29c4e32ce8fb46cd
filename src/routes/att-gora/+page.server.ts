import type { PageServerLoad } from './$types'
import { hasRole } from '#access/may.ts'
import { officeRoles } from '#access/roles.ts'
import { todayIn } from '#kernel/dates.ts'
import { countLateElsewhere, listMine } from '#modules/duties/public.ts'
import { ask } from '#platform/web/ask.ts'

export const load: PageServerLoad = ({ locals }) => {
  const today = todayIn(locals.now)
  return ask(locals, async (tx, actor) => ({
    today,
    mine: await listMine(tx, actor, today),
    elsewhere: await countLateElsewhere(tx, actor, today),
    isOffice: hasRole(actor, ...officeRoles),
  }))
}
