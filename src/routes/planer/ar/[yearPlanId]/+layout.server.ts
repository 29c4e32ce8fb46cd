import type { LayoutServerLoad } from './$types'
import { may } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { findYearPlan, yearsOf } from '#modules/plans/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'

/** The head of a plan, the same on all its pages. */
export const load: LayoutServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const plan = found(await findYearPlan(tx, idFrom(params.yearPlanId)))
    const { boardId } = plan
    const mayChange = may(actor, 'yearPlan.change', { boardId })
    return {
      plan,
      years: yearsOf(plan),
      today: todayIn(locals.now),
      mayChange,
      /** Only a draft takes changes; a decided plan is changed by a new version. */
      canChange: mayChange && plan.state === 'draft',
      mayPropose: may(actor, 'proposal.read', { boardId }),
      mayFix: may(actor, 'yearPlan.fix', { boardId }),
      commandId: uuidv7(),
    }
  })
