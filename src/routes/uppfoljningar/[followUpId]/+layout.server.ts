import type { LayoutServerLoad } from './$types'
import { todayIn } from '#kernel/dates.ts'
import {
  countParts,
  findFollowUp,
  findSurroundings,
  isLate,
  listSteps,
  steps,
} from '#modules/followups/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'

export const load: LayoutServerLoad = ({ locals, params }) => {
  const today = todayIn(locals.now)
  return ask(locals, async (tx) => {
    const followUp = found(await findFollowUp(tx, idFrom(params.followUpId)))
    return {
      followUp,
      today,
      late: isLate(followUp, today),
      course: steps(followUp, await listSteps(tx, followUp.kind)),
      counts: await countParts(tx, followUp, today),
      surroundings: await findSurroundings(tx, followUp.id),
    }
  })
}
