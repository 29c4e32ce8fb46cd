import { sql } from 'kysely'
import { goneOf, patternsOf } from '#platform/db/fragments.ts'
import { chosenOrder, paged } from '#platform/db/paged.ts'
import type { Db } from '#platform/db/pool.ts'
import type { MatterFilter } from './contract.ts'
import type { MatterChange } from './rules.ts'

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
  'm.kind',
  'm.replacesId',
  'm.revision',
] as const

const recordCount = sql<number>`(select count(*)::int from record r
  where r.municipality_id = m.municipality_id and r.matter_id = m.id)`
const lastRecord = sql<Date | null>`(select max(r.registered_at) from record r
  where r.municipality_id = m.municipality_id and r.matter_id = m.id)`

/** The number of records is the column of the list itself, the others are the matter's. */
const orders = {
  openedOn: sql.ref('m.openedOn'),
  caseNumber: sql.ref('m.caseNumber'),
  title: sql.ref('m.title'),
  records: sql.ref('records'),
}

/** One page of matters, the newest first, with the number of all that match. */
export async function listMatters(db: Db, filter: MatterFilter) {
  const matching = filtered(db, filter)
    .select([...columns, recordCount.as('records'), lastRecord.as('lastAt')])
    .orderBy(chosenOrder(orders, filter.sort))
    .orderBy('m.caseNumber', filter.sort.startsWith('-') ? 'desc' : 'asc')
    .orderBy('m.id')
  const { rows, total } = await paged(matching, filter)
  return { matters: rows, total }
}

function filtered(db: Db, filter: MatterFilter) {
  let query = matters(db)
  if (filter.state === 'open') query = query.where('m.closedOn', 'is', null)
  if (filter.state === 'closed') query = query.where('m.closedOn', 'is not', null)
  if (filter.kind) query = query.where('m.kind', '=', filter.kind)
  for (const like of patternsOf(filter.q))
    query = query.where((where) =>
      where.or([where('m.title', 'ilike', like), where('m.caseNumber', 'ilike', like)]),
    )
  return query
}

export async function findMatter(db: Db, matterId: string) {
  const row = await matters(db)
    .select([...columns, 'm.history', recordCount.as('records'), lastRecord.as('lastAt')])
    .where('m.id', '=', matterId)
    .executeTakeFirst()
  // Written by this module's own commands in this shape; the column is jsonb.
  return row && { ...row, history: row.history as MatterChange[] }
}

/** By the number a board has given it; what is closed takes nothing more. */
export function findOpenMatter(db: Db, { boardId, caseNumber }: { boardId: string; caseNumber: string }) {
  return db
    .selectFrom('matter')
    .select('id')
    .where('boardId', '=', boardId)
    .where('caseNumber', '=', caseNumber)
    .where('closedOn', 'is', null)
    .executeTakeFirst()
}

/** The chain of case numbers (M-273): what the matter replaces, back to the first, and what has replaced it since. */
export async function listChain(db: Db, matterId: string) {
  const { rows } = await sql<ChainRow>`with recursive earlier as (
      select m.*, 0 as place from matter m where m.id = ${matterId}
      union all select m.*, e.place - 1 from matter m
        join earlier e on m.municipality_id = e.municipality_id and m.id = e.replaces_id where e.place > -50),
    later as (
      select m.*, 0 as place from matter m where m.id = ${matterId}
      union all select m.*, l.place + 1 from matter m
        join later l on m.municipality_id = l.municipality_id and m.replaces_id = l.id where l.place < 50)
    select id, case_number, title, opened_on, place from earlier
    union select id, case_number, title, opened_on, place from later order by place, case_number, id`.execute(
    db,
  )
  return rows
}
type ChainRow = { id: string; caseNumber: string; title: string; openedOn: string; place: number }

export function lockMatter(db: Db, matterId: string) {
  return db
    .selectFrom('matter')
    .select(['id', 'boardId', 'caseNumber', 'title', 'kind', 'closedOn', 'replacesId', 'history', 'revision'])
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
    .leftJoin('agendaItem as i', (join) =>
      join.onRef('i.municipalityId', '=', 'r.municipalityId').onRef('i.extractPaperId', '=', 'r.paperId'),
    )
    .select([
      'r.id',
      'r.number',
      'r.title',
      'r.note',
      'r.direction',
      'r.kind',
      'r.party',
      'r.fileId',
      'f.name as fileName',
      'r.paperId',
      'i.id as extractItemId',
      'i.meetingId as extractMeetingId',
      'r.secrecyClaimed',
      'r.registeredAt',
      goneOf('f').as('gone'),
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
