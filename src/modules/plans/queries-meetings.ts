import type { Db } from '#platform/db/pool.ts'
import type { MeetingDay } from './rules-schedule.ts'

/** The board's calendar (nämndens årshjul) over the years of a plan, with the stop dates for papers. */
export function listMeetingDays(
  db: Db,
  plan: { boardId: string; fromYear: number; toYear: number },
): Promise<(MeetingDay & { state: string })[]> {
  return db
    .selectFrom('meeting')
    .select(['id', 'heldOn', 'papersBy', 'state'])
    .where('boardId', '=', plan.boardId)
    .where('state', '<>', 'cancelled')
    .where('heldOn', '>=', `${plan.fromYear}-01-01`)
    .where('heldOn', '<=', `${plan.toYear}-12-31`)
    .orderBy('heldOn')
    .orderBy('id')
    .execute()
}
