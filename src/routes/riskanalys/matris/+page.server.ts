import type { PageServerLoad } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { getRules, matrixOf, weighUnits } from '#modules/risks/public.ts'
import { ask } from '#platform/web/ask.ts'
import { boardFor } from '../board.ts'

export const load: PageServerLoad = ({ locals, url }) =>
  ask(locals, async (tx, actor) => {
    const here = await boardFor(tx, actor, url)
    const asked = { boardId: here.board.id, on: todayIn(locals.now) }
    const { actFrom } = await getRules(tx, asked.boardId)
    return { ...here, actFrom, rows: matrixOf(await weighUnits(tx, asked)) }
  })
