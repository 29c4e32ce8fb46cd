import { error } from '@sveltejs/kit'
import type { LayoutServerLoad } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { isUuid } from '#kernel/ids.ts'
import { countParts, findFollowUp, findSurroundings, isLate, steps } from '#modules/followups/public.ts'
import { ask } from '#platform/web/ask.ts'
import { problemText } from '#texts/sv/problems.ts'

export const load: LayoutServerLoad = ({ locals, params }) => {
  const today = todayIn(locals.now)
  return ask(locals, async (tx) => {
    const followUp = isUuid(params.followUpId) ? await findFollowUp(tx, params.followUpId) : undefined
    if (!followUp) error(404, { message: problemText('notFound'), code: 'notFound' })
    return {
      followUp,
      today,
      late: isLate(followUp, today),
      course: steps(followUp),
      counts: await countParts(tx, followUp, today),
      surroundings: await findSurroundings(tx, followUp.id),
    }
  })
}
