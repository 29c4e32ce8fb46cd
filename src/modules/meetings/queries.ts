import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import type { Db } from '#platform/db/pool.ts'
import type { DecidedPlanRow } from './rules.ts'

const meetingColumns = [
  'm.id',
  'm.boardId',
  'b.name as boardName',
  'm.heldOn',
  'm.papersBy',
  'm.place',
  'm.state',
] as const

/** Counted through the walls: a member counts only what the board has been called to. */
const itemCount = sql<number>`(select count(*)::int from agenda_item i
  where i.municipality_id = m.municipality_id and i.meeting_id = m.id)`

function meetings(db: Db) {
  return db
    .selectFrom('meeting as m')
    .innerJoin('board as b', (join) =>
      join.onRef('b.municipalityId', '=', 'm.municipalityId').onRef('b.id', '=', 'm.boardId'),
    )
    .select([...meetingColumns, itemCount.as('items')])
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

export function findMeeting(db: Db, meetingId: string) {
  return meetings(db).where('m.id', '=', meetingId).executeTakeFirst()
}

/** Meetings that papers can still be put on. */
export function listPlannedMeetings(db: Db, boardId: string, today: IsoDate) {
  return meetings(db)
    .where('m.boardId', '=', boardId)
    .where('m.state', '=', 'planned')
    .where('m.heldOn', '>=', today)
    .orderBy('m.heldOn')
    .orderBy('m.id')
    .execute()
}

export function lockMeeting(db: Db, meetingId: string) {
  return db
    .selectFrom('meeting')
    .select(['id', 'boardId', 'heldOn', 'papersBy', 'state'])
    .where('id', '=', meetingId)
    .forUpdate()
    .executeTakeFirst()
}

const itemColumns = [
  'i.id',
  'i.meetingId',
  'i.boardId',
  'i.matterId',
  'i.paperId',
  'i.number',
  'i.kind',
  'i.title',
  'i.proposal',
  'i.outcome',
  'i.outcomeText',
  'i.reservation',
  'i.paragraph',
  'i.lateReason',
  'p.state as paperState',
  'p.kind as paperKind',
  'p.title as paperTitle',
  'm.caseNumber',
] as const

function items(db: Db) {
  return db
    .selectFrom('agendaItem as i')
    .innerJoin('paper as p', (join) =>
      join.onRef('p.municipalityId', '=', 'i.municipalityId').onRef('p.id', '=', 'i.paperId'),
    )
    .leftJoin('matter as m', (join) =>
      join.onRef('m.municipalityId', '=', 'i.municipalityId').onRef('m.id', '=', 'i.matterId'),
    )
    .select(itemColumns)
}

/** The agenda in its order. The case number is null to those who have no way into the matter. */
export function listItems(db: Db, meetingId: string) {
  return items(db).where('i.meetingId', '=', meetingId).orderBy('i.number').execute()
}

export function findItem(db: Db, itemId: string) {
  return items(db).where('i.id', '=', itemId).executeTakeFirst()
}

export function lockItem(db: Db, itemId: string) {
  return db
    .selectFrom('agendaItem')
    .select(['id', 'meetingId', 'boardId', 'matterId', 'kind'])
    .where('id', '=', itemId)
    .forUpdate()
    .executeTakeFirst()
}

/** Where a paper has been or will be taken up. */
export function listItemsOfPaper(db: Db, paperId: string) {
  return db
    .selectFrom('agendaItem as i')
    .innerJoin('meeting as m', (join) =>
      join.onRef('m.municipalityId', '=', 'i.municipalityId').onRef('m.id', '=', 'i.meetingId'),
    )
    .select(['i.id', 'i.meetingId', 'i.number', 'i.kind', 'i.outcome', 'i.paragraph', 'm.heldOn', 'm.state'])
    .where('i.paperId', '=', paperId)
    .orderBy('m.heldOn')
    .orderBy('i.id')
    .execute()
}

/** Where a matter has been before the board. */
export function listItemsOfMatter(db: Db, matterId: string) {
  return db
    .selectFrom('agendaItem as i')
    .innerJoin('meeting as m', (join) =>
      join.onRef('m.municipalityId', '=', 'i.municipalityId').onRef('m.id', '=', 'i.meetingId'),
    )
    .select(['i.id', 'i.meetingId', 'i.title', 'i.outcome', 'i.paragraph', 'm.heldOn'])
    .where('i.matterId', '=', matterId)
    .orderBy('m.heldOn')
    .orderBy('i.id')
    .execute()
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
