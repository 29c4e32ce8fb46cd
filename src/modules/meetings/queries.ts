import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import type { Db } from '#platform/db/pool.ts'
import { adjustDaysAfter, noticeDaysBefore, type DecidedPlanRow } from './rules.ts'

const meetingColumns = [
  'm.id',
  'm.boardId',
  'b.name as boardName',
  'm.heldOn',
  'm.papersBy',
  'm.place',
  'm.state',
  'm.noticedAt',
  'm.noticePaperId',
  'm.cancelledAt',
  'm.cancelledReason',
  'm.adjustedOn',
  'm.postedOn',
  'm.postedUntil',
  'm.revision',
] as const

/** Where nobody has set another day: a week before, and fourteen days after (KL 5:69, 6:35). */
const noticeBy = sql<IsoDate>`coalesce(m.notice_by, m.held_on - ${sql.lit(noticeDaysBefore)})`
const adjustBy = sql<IsoDate>`coalesce(m.adjust_by, m.held_on + ${sql.lit(adjustDaysAfter)})`

/** Counted through the walls: a member counts only what the board has been called to. */
const itemCount = sql<number>`(select count(*)::int from agenda_item i
  where i.municipality_id = m.municipality_id and i.meeting_id = m.id and i.state in ('onAgenda', 'decided'))`

function meetings(db: Db) {
  return db
    .selectFrom('meeting as m')
    .innerJoin('board as b', (join) =>
      join.onRef('b.municipalityId', '=', 'm.municipalityId').onRef('b.id', '=', 'm.boardId'),
    )
    .select([...meetingColumns, noticeBy.as('noticeBy'), adjustBy.as('adjustBy'), itemCount.as('items')])
}

/** The boards' calendar: what comes, the next first; what has been, the latest first. */
export async function listMeetings(db: Db, today: IsoDate) {
  const coming = await meetings(db)
    .where('m.heldOn', '>=', today)
    .orderBy('m.heldOn')
    .orderBy('b.name')
    .orderBy('m.id')
    .limit(100)
    .execute()
  const past = await meetings(db)
    .where('m.heldOn', '<', today)
    .orderBy('m.heldOn', 'desc')
    .orderBy('b.name')
    .orderBy('m.id')
    .limit(100)
    .execute()
  return { coming, past }
}

/** Every meeting of a year, cancelled ones too: the board's calendar (nämndens årshjul). */
export function listYear(db: Db, year: number, boardId?: string) {
  const all = meetings(db).where('m.heldOn', '>=', `${year}-01-01`).where('m.heldOn', '<=', `${year}-12-31`)
  const chosen = boardId ? all.where('m.boardId', '=', boardId) : all
  return chosen.orderBy('m.heldOn').orderBy('b.name').orderBy('m.id').execute()
}

export function findMeeting(db: Db, meetingId: string) {
  return meetings(db).where('m.id', '=', meetingId).executeTakeFirst()
}

/** Meetings that papers can still be put on; after the notice only with a reason. */
export function listPlannedMeetings(db: Db, boardId: string, today: IsoDate) {
  return meetings(db)
    .where('m.boardId', '=', boardId)
    .where('m.state', 'in', ['planned', 'noticed'])
    .where('m.heldOn', '>=', today)
    .orderBy('m.heldOn')
    .orderBy('m.id')
    .execute()
}

export function lockMeeting(db: Db, meetingId: string) {
  return db
    .selectFrom('meeting')
    .select(['id', 'boardId', 'heldOn', 'papersBy', 'place', 'state', 'noticedAt', 'adjustedOn', 'revision'])
    .where('id', '=', meetingId)
    .forUpdate()
    .executeTakeFirst()
}

/** The board's next meeting after a day whose agenda is still open, where there is one. */
export async function findNextPlanned(db: Db, boardId: string, after: IsoDate) {
  const row = await db
    .selectFrom('meeting')
    .select('id')
    .where('boardId', '=', boardId)
    .where('state', '=', 'planned')
    .where('heldOn', '>', after)
    .orderBy('heldOn')
    .orderBy('id')
    .executeTakeFirst()
  return row && lockMeeting(db, row.id)
}

function plans(db: Db) {
  return db
    .selectFrom('decidedPlan as d')
    .innerJoin('board as b', (join) =>
      join.onRef('b.municipalityId', '=', 'd.municipalityId').onRef('b.id', '=', 'd.boardId'),
    )
    .select([
      'd.id',
      'd.title',
      'd.caseNumber',
      'd.decidedOn',
      'd.source',
      'd.years',
      'd.focusAreas',
      'b.name as boardName',
    ])
}

export function listPlans(db: Db) {
  return plans(db).orderBy('d.years', 'desc').orderBy('d.title').orderBy('d.id').execute()
}

export async function findPlan(db: Db, planId: string) {
  const plan = await plans(db).select('d.rows').where('d.id', '=', planId).executeTakeFirst()
  // Written by the loader in this shape; the column is jsonb.
  return plan && { ...plan, rows: plan.rows as DecidedPlanRow[] }
}
