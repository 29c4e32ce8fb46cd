import type { Actor } from '#access/may.ts'
import type { Db } from '#platform/db/pool.ts'
import { listItems } from './queries-items.ts'
import type { PlanItem } from './rules.ts'

/** In on an unannounced visit: its team, and the strategist of the board. The table's walls say the same. */
export function isInOn(actor: Actor, item: Pick<PlanItem, 'boardId' | 'team'>): boolean {
  return (
    item.team.some((member) => member.accountId === actor.accountId) ||
    actor.assignments.some((held) => held.role === 'strategist' && held.boardId === item.boardId)
  )
}

/** The team's schedule (besöksschema): what the reader is in on, with its day where one is set. */
export async function listSchedule(db: Db, yearPlanId: string, actor: Actor) {
  const items = (await listItems(db, yearPlanId)).filter((item) => !item.announced && isInOn(actor, item))
  const days = await db
    .selectFrom('planVisitDay as d')
    .innerJoin('planItem as i', (join) =>
      join.onRef('i.municipalityId', '=', 'd.municipalityId').onRef('i.id', '=', 'd.planItemId'),
    )
    .select(['d.planItemId', 'd.visitOn', 'd.note', 'd.revision'])
    .where('i.yearPlanId', '=', yearPlanId)
    .execute()
  const dayOfItem = new Map(days.map((day) => [day.planItemId, day]))
  return items
    .map((item) => {
      const day = dayOfItem.get(item.id)
      return {
        ...item,
        visitOn: day?.visitOn ?? null,
        visitNote: day?.note ?? '',
        dayRevision: day?.revision ?? 0,
      }
    })
    .toSorted(
      (one, other) =>
        (one.visitOn ?? '9999').localeCompare(other.visitOn ?? '9999') || one.id.localeCompare(other.id),
    )
}
export type ScheduleRow = Awaited<ReturnType<typeof listSchedule>>[number]
