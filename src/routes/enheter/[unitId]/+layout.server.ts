import { error } from '@sveltejs/kit'
import type { LayoutServerLoad } from './$types'
import { hasRole, may } from '#access/may.ts'
import { officeRoles } from '#access/roles.ts'
import { todayIn } from '#kernel/dates.ts'
import { isUuid } from '#kernel/ids.ts'
import { findUnitNearest } from '#modules/organisation/public.ts'
import { ask } from '#platform/web/ask.ts'
import { problemText } from '#texts/sv/problems.ts'

/** The head of a unit, the same on all its pages. */
export const load: LayoutServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const today = todayIn(locals.now)
    const found = isUuid(params.unitId) ? await findUnitNearest(tx, params.unitId, today) : undefined
    if (!found) error(404, { message: problemText('notFound'), code: 'notFound' })
    const { boardId, id: unitId } = found.unit
    return {
      ...found,
      today,
      isOffice: hasRole(actor, ...officeRoles),
      mayChange: may(actor, 'unit.change', { boardId, unitId }),
      mayPlan: may(actor, 'followUp.create', { boardId, unitId }),
    }
  })
