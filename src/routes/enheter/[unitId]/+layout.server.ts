import type { LayoutServerLoad } from './$types'
import { hasRole, may } from '#access/may.ts'
import { officeRoles } from '#access/roles.ts'
import { todayIn } from '#kernel/dates.ts'
import { findUnitNearest } from '#modules/organisation/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'

/** The head of a unit, the same on all its pages. */
export const load: LayoutServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const today = todayIn(locals.now)
    const nearest = found(await findUnitNearest(tx, idFrom(params.unitId), today))
    const { boardId, id: unitId } = nearest.unit
    return {
      ...nearest,
      today,
      isOffice: hasRole(actor, ...officeRoles),
      mayChange: may(actor, 'unit.change', { boardId, unitId }),
      mayPlan: may(actor, 'followUp.create', { boardId, unitId }),
    }
  })
