import type { PageServerLoad } from './$types'
import { mayAnywhere, scopeOf } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { listBoards } from '#modules/meetings/public.ts'
import { listUnits, UnitFilter } from '#modules/organisation/public.ts'
import { listPapers, listPeriods, listUnreported } from '#modules/reports/public.ts'
import { ask } from '#platform/web/ask.ts'
import { paperFilterFrom } from './filter.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const filter = paperFilterFrom(url)
  const today = todayIn(locals.now)
  return ask(locals, async (tx, actor) => {
    const isOffice = actor.side === 'office'
    const boards = scopeOf(actor).officeBoards
    return {
      ...(await listPapers(tx, filter)),
      filter,
      isOffice,
      periods: await listPeriods(tx),
      boards: await listBoards(tx, boards),
      units: isOffice ? (await listUnits(tx, UnitFilter.parse({ limit: 200 }), today)).units : [],
      unreported: isOffice ? (await listUnreported(tx, boards, true)).length : 0,
      mayCreate: mayAnywhere(actor, 'periodReport.create'),
    }
  })
}
