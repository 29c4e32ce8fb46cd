import { sql } from 'kysely'
import { patternsOf } from '#platform/db/fragments.ts'
import type { Db } from '#platform/db/pool.ts'
import type { MatterFilter } from './contract.ts'

function matters(db: Db) {
  return db
    .selectFrom('matter as m')
    .innerJoin('board as b', (join) =>
      join.onRef('b.municipalityId', '=', 'm.municipalityId').onRef('b.id', '=', 'm.boardId'),
    )
}

const columns = [
  'm.id',
  'm.boardId',
  'b.name as boardName',
  'm.caseNumber',
  'm.title',
  'm.openedOn',
  'm.closedOn',
] as const

const recordCount = sql<number>`(select count(*)::int from record r
  where r.municipality_id = m.municipality_id and r.matter_id = m.id)`
const lastRecord = sql<Date | null>`(select max(r.registered_at) from record r
  where r.municipality_id = m.municipality_id and r.matter_id = m.id)`

/** One page of matters, the newest first, with the number of all that match. */
export async function listMatters(db: Db, filter: MatterFilter) {
  const matching = filtered(db, filter)
  const rows = await matching
    .select([...columns, recordCount.as('records'), lastRecord.as('lastAt')])
    .orderBy('m.openedOn', 'desc')
    .orderBy('m.caseNumber', 'desc')
    .orderBy('m.id')
    .limit(filter.limit)
    .offset((filter.page - 1) * filter.limit)
    .execute()
  const counted = await matching
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return { matters: rows, total: counted.total }
}

function filtered(db: Db, filter: MatterFilter) {
  let query = matters(db)
  if (filter.state === 'open') query = query.where('m.closedOn', 'is', null)
  if (filter.state === 'closed') query = query.where('m.closedOn', 'is not', null)
  for (const like of patternsOf(filter.q))
    query = query.where((where) =>
      where.or([where('m.title', 'ilike', like), where('m.caseNumber', 'ilike', like)]),
    )
  return query
}

export function findMatter(db: Db, matterId: string) {
  return matters(db)
    .select([...columns, recordCount.as('records'), lastRecord.as('lastAt')])
    .where('m.id', '=', matterId)
    .executeTakeFirst()
}

export function lockMatter(db: Db, matterId: string) {
  return db
    .selectFrom('matter')
    .select(['id', 'boardId', 'caseNumber', 'title', 'closedOn'])
    .where('id', '=', matterId)
    .forUpdate()
    .executeTakeFirst()
}

/** The records of a matter in the order they were registered. */
export function listRecords(db: Db, matterId: string) {
  return db
    .selectFrom('record as r')
    .leftJoin('file as f', (join) =>
      join.onRef('f.municipalityId', '=', 'r.municipalityId').onRef('f.id', '=', 'r.fileId'),
    )
    .select([
      'r.id',
      'r.number',
      'r.title',
      'r.direction',
      'r.kind',
      'r.party',
      'r.fileId',
      'f.name as fileName',
      'r.paperId',
      'r.secrecyClaimed',
      'r.registeredAt',
    ])
    .where('r.matterId', '=', matterId)
    .orderBy('r.number')
    .execute()
}

/** The follow-ups that belong to a matter, for links. */
export function listFollowUpsIn(db: Db, matterId: string) {
  return db
    .selectFrom('followUp')
    .select(['id', 'title', 'state'])
    .where('matterId', '=', matterId)
    .orderBy('dueOn')
    .orderBy('id')
    .execute()
}

/** Matters still open in a board, the newest first: what a new paper can be written in. */
export function listOpenMatters(db: Db, boardId: string) {
  return db
    .selectFrom('matter')
    .select(['id', 'caseNumber', 'title'])
    .where('boardId', '=', boardId)
    .where('closedOn', 'is', null)
    .orderBy('openedOn', 'desc')
    .orderBy('caseNumber', 'desc')
    .orderBy('id')
    .limit(500)
    .execute()
}

export function listBoards(db: Db, boardIds: readonly string[]) {
  if (boardIds.length === 0) return Promise.resolve([])
  return db
    .selectFrom('board')
    .select(['id', 'name', 'abbreviation'])
    .where('id', 'in', [...boardIds])
    .orderBy('name')
    .orderBy('id')
    .execute()
}
