import type { PageServerLoad } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { listPlaced } from '#modules/risks/public.ts'
import { ask } from '#platform/web/ask.ts'
import { boardFor } from '../board.ts'
import { placingFilterFrom } from '../filter.ts'

export const load: PageServerLoad = ({ locals, url }) =>
  ask(locals, async (tx, actor) => {
    const filter = placingFilterFrom(url)
    const here = await boardFor(tx, actor, url)
    const asked = { boardId: here.board.id, on: todayIn(locals.now) }
    const { all, ...listed } = await listPlaced(tx, asked, filter)
    const placings = all.flatMap(({ placing }) => (placing ? [placing] : []))
    return { ...here, filter, ...listed, placings, unplaced: all.length - placings.length }
  })
