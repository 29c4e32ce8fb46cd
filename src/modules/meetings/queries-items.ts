import type { Selectable } from 'kysely'
import type { AgendaItemTable } from '#platform/db/types.ts'
import type { Db } from '#platform/db/pool.ts'
import type { EarlierOutcome, Extract, ItemNote, Reservation, Votes } from './rules.ts'

const columns = [
  'i.id',
  'i.meetingId',
  'i.boardId',
  'i.matterId',
  'i.paperId',
  'i.number',
  'i.state',
  'i.kind',
  'i.title',
  'i.proposal',
  'i.presenter',
  'i.outcome',
  'i.outcomeText',
  'i.paragraph',
  'i.reservations',
  'i.votes',
  'i.earlier',
  'i.notes',
  'i.extract',
  'i.extractNumber',
  'i.extractPaperId',
  'i.returnBy',
  'i.decidedAt',
  'i.lateReason',
  'i.leftReason',
  'i.cameFromId',
  'i.revision',
  'p.state as paperState',
  'p.kind as paperKind',
  'p.title as paperTitle',
  'p.revision as paperRevision',
  'p.authorName',
  'm.caseNumber',
] as const

function items(db: Db) {
  return db
    .selectFrom('agendaItem as i')
    .leftJoin('paper as p', (join) =>
      join.onRef('p.municipalityId', '=', 'i.municipalityId').onRef('p.id', '=', 'i.paperId'),
    )
    .leftJoin('matter as m', (join) =>
      join.onRef('m.municipalityId', '=', 'i.municipalityId').onRef('m.id', '=', 'i.matterId'),
    )
    .select(columns)
}

type Kept = Pick<Selectable<AgendaItemTable>, 'reservations' | 'votes' | 'earlier' | 'notes' | 'extract'>

/** What is kept as jsonb was written by this module's own commands in these shapes. */
function shaped<Row extends Kept>(row: Row) {
  return {
    ...row,
    reservations: row.reservations as Reservation[],
    votes: row.votes as Votes | null,
    earlier: row.earlier as EarlierOutcome[],
    notes: row.notes as ItemNote[],
    extract: row.extract as Extract | null,
  }
}

/** The agenda in its order; what has left it comes last. The case number is null to those with no way into the matter. */
export async function listItems(db: Db, meetingId: string) {
  const rows = await items(db)
    .where('i.meetingId', '=', meetingId)
    .orderBy('i.number', (order) => order.asc().nullsLast())
    .orderBy('i.id')
    .execute()
  return rows.map((row) => shaped(row))
}

export type Item = Awaited<ReturnType<typeof listItems>>[number]

/** What is still to be taken up, or has been: not what was withdrawn or moved. */
export function onAgenda<Row extends { state: Item['state'] }>(rows: readonly Row[]): Row[] {
  return rows.filter((row) => row.state === 'onAgenda' || row.state === 'decided')
}

export async function findItem(db: Db, itemId: string) {
  const row = await items(db).where('i.id', '=', itemId).executeTakeFirst()
  return row && shaped(row)
}

export async function lockItem(db: Db, itemId: string) {
  const row = await db
    .selectFrom('agendaItem')
    .selectAll()
    .where('id', '=', itemId)
    .forUpdate()
    .executeTakeFirst()
  return row && shaped(row)
}

export type LockedItem = NonNullable<Awaited<ReturnType<typeof lockItem>>>

/** Items that wait for a meeting of the board: tabled or moved when there was none to move to. */
export async function listWaiting(db: Db, boardIds: readonly string[]) {
  if (boardIds.length === 0) return []
  const rows = await items(db)
    .where('i.boardId', 'in', [...boardIds])
    .where('i.state', '=', 'waiting')
    .orderBy('i.title')
    .orderBy('i.id')
    .execute()
  return rows.map((row) => shaped(row))
}

const withMeeting = (db: Db) =>
  db
    .selectFrom('agendaItem as i')
    .leftJoin('meeting as m', (join) =>
      join.onRef('m.municipalityId', '=', 'i.municipalityId').onRef('m.id', '=', 'i.meetingId'),
    )
    .select([
      'i.id',
      'i.meetingId',
      'i.title',
      'i.number',
      'i.kind',
      'i.state as itemState',
      'i.outcome',
      'i.outcomeText',
      'i.paragraph',
      'i.returnBy',
      'i.leftReason',
      'm.heldOn',
      'm.state',
    ])

/** Where a paper has been or will be taken up. */
export function listItemsOfPaper(db: Db, paperId: string) {
  return withMeeting(db).where('i.paperId', '=', paperId).orderBy('m.heldOn').orderBy('i.id').execute()
}

/** Where a matter has been before the board. */
export function listItemsOfMatter(db: Db, matterId: string) {
  return withMeeting(db).where('i.matterId', '=', matterId).orderBy('m.heldOn').orderBy('i.id').execute()
}

/** The item that this one came from, and those that came from it. */
export function listNeighbours(db: Db, item: { id: string; cameFromId: string | null }) {
  return withMeeting(db)
    .select('i.cameFromId')
    .where((where) =>
      where.or([
        where('i.cameFromId', '=', item.id),
        ...(item.cameFromId ? [where('i.id', '=', item.cameFromId)] : []),
      ]),
    )
    .orderBy('m.heldOn')
    .orderBy('i.id')
    .execute()
}

/** Who does not take part in the items, and who took part instead. Withdrawn declarations are left out. */
export function listBias(db: Db, itemIds: readonly string[]) {
  if (itemIds.length === 0) return Promise.resolve([])
  return db
    .selectFrom('agendaBias')
    .select(['id', 'itemId', 'accountId', 'personName', 'reason', 'replacedBy', 'declaredAt'])
    .where('itemId', 'in', [...itemIds])
    .where('withdrawnAt', 'is', null)
    .orderBy('declaredAt')
    .orderBy('id')
    .execute()
}

/** Other bodies of a paper, each with its own case number. */
export function listBodies(db: Db, paperId: string | null) {
  if (!paperId) return Promise.resolve([])
  return db
    .selectFrom('paperBody')
    .select([
      'id',
      'boardId',
      'toBoardId',
      'bodyName',
      'caseNumber',
      'role',
      'ground',
      'addedByName',
      'addedAt',
    ])
    .where('paperId', '=', paperId)
    .orderBy('addedAt')
    .orderBy('id')
    .execute()
}

/** Members of the board, for whom bias can be noted by name. */
export function listMembers(db: Db, boardId: string, today: string) {
  return db
    .selectFrom('roleAssignment as r')
    .innerJoin('account as a', (join) =>
      join.onRef('a.municipalityId', '=', 'r.municipalityId').onRef('a.id', '=', 'r.accountId'),
    )
    .select(['a.id', 'a.name'])
    .distinct()
    .where('r.boardId', '=', boardId)
    .where('r.role', '=', 'boardMember')
    .where('r.validFrom', '<=', today)
    .where((where) => where.or([where('r.validTo', 'is', null), where('r.validTo', '>=', today)]))
    .orderBy('a.name')
    .orderBy('a.id')
    .execute()
}
