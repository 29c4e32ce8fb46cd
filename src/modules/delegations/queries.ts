import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import { patternsOf } from '#platform/db/fragments.ts'
import { chosenOrder, paged } from '#platform/db/paged.ts'
import type { Db } from '#platform/db/pool.ts'
import type { DelegationFilter } from './contract.ts'
import { inForce, type Act, type Point } from './rules.ts'

/** Every version of the boards' orders, the newest first. */
export function listOrders(db: Db, boardIds?: readonly string[]) {
  let query = db
    .selectFrom('delegationOrder as o')
    .innerJoin('board as b', (join) =>
      join.onRef('b.municipalityId', '=', 'o.municipalityId').onRef('b.id', '=', 'o.boardId'),
    )
    .select([
      'o.id',
      'o.boardId',
      'b.name as boardName',
      'o.number',
      'o.state',
      'o.validFrom',
      'o.decidedOn',
      'o.decision',
      'o.revision',
    ])
  if (boardIds) query = query.where('o.boardId', '=', sql<string>`any(${[...boardIds]}::uuid[])`)
  return query.orderBy('b.name').orderBy('o.number', 'desc').orderBy('o.id').execute()
}

export async function listPoints(db: Db, orderId: string): Promise<Point[]> {
  const rows = await db
    .selectFrom('delegationPoint')
    .select(['id', 'orderId', 'boardId', 'code', 'law', 'what', 'roles', 'conditions', 'limits', 'act'])
    .where('orderId', '=', orderId)
    .orderBy(sql`string_to_array(regexp_replace(code, '[^0-9.]', '', 'g'), '.', '')::int[]`)
    .orderBy('code')
    .orderBy('id')
    .execute()
  // Only roles of the shape's list are written.
  return rows.map((row) => ({ ...row, roles: row.roles as Point['roles'] }))
}

/** The points of the order that holds for a board on a day. */
export async function listPointsInForce(db: Db, boardId: string, day: IsoDate): Promise<Point[]> {
  const order = inForce(await listOrders(db, [boardId]), day)
  return order ? listPoints(db, order.id) : []
}

/** The point that says who decides an act; undefined where the board's order does not name it. */
export async function findPointOf(
  db: Db,
  { boardId, act }: { boardId: string; act: Act },
  day: IsoDate,
): Promise<Point | undefined> {
  const points = await listPointsInForce(db, boardId, day)
  return points.find((point) => point.act === act)
}

export async function lockOrder(db: Db, orderId: string) {
  return db.selectFrom('delegationOrder').selectAll().where('id', '=', orderId).forUpdate().executeTakeFirst()
}

export async function findPoint(db: Db, pointId: string) {
  return db
    .selectFrom('delegationPoint as p')
    .innerJoin('delegationOrder as o', (join) =>
      join.onRef('o.municipalityId', '=', 'p.municipalityId').onRef('o.id', '=', 'p.orderId'),
    )
    .select(['p.id', 'p.boardId', 'p.orderId', 'p.code', 'p.what', 'p.roles', 'p.act', 'o.state'])
    .where('p.id', '=', pointId)
    .executeTakeFirst()
}

function decisions(db: Db) {
  return db
    .selectFrom('delegationDecision as d')
    .leftJoin('matter as t', (join) =>
      join.onRef('t.municipalityId', '=', 'd.municipalityId').onRef('t.id', '=', 'd.matterId'),
    )
    .leftJoin('agendaItem as i', (join) =>
      join.onRef('i.municipalityId', '=', 'd.municipalityId').onRef('i.id', '=', 'd.reportedItemId'),
    )
    .leftJoin('meeting as m', (join) =>
      join.onRef('m.municipalityId', '=', 'i.municipalityId').onRef('m.id', '=', 'i.meetingId'),
    )
    .innerJoin('board as b', (join) =>
      join.onRef('b.municipalityId', '=', 'd.municipalityId').onRef('b.id', '=', 'd.boardId'),
    )
}

const columns = [
  'd.id',
  'd.boardId',
  'b.name as boardName',
  'd.year',
  'd.number',
  'd.point',
  'd.matterId',
  't.caseNumber',
  'd.recordNumber',
  'd.what',
  'd.reason',
  'd.decidedOn',
  'd.decidedByName',
  'd.decidedAs',
  'd.reportedItemId',
  'i.meetingId',
  'm.heldOn as meetingOn',
] as const

/** Reported when the board has taken it up, not when it was put on the agenda. */
const reportedOn = sql<IsoDate | null>`case when i.state = 'decided' then m.held_on end`

const orders = { decidedOn: sql`d.decided_on`, decidedBy: sql`d.decided_by_name` } as const

/** One page of decisions by delegation, with the number of all that match. */
export async function listDelegations(db: Db, filter: DelegationFilter) {
  const query = filtered(db, filter)
    .select([...columns, reportedOn.as('reportedOn')])
    .orderBy(chosenOrder(orders, filter.sort))
    .orderBy('d.year', 'desc')
    .orderBy('d.number', 'desc')
    .orderBy('d.id')
  const { rows, total } = await paged(query, filter)
  return { decisions: rows, total }
}

function filtered(db: Db, filter: DelegationFilter) {
  let query = decisions(db)
  if (filter.year) query = query.where('d.year', '=', filter.year)
  if (filter.reported === 'yes') query = query.where('i.state', '=', 'decided')
  if (filter.reported === 'no')
    query = query.where((where) =>
      where.or([where('i.state', 'is', null), where('i.state', '<>', 'decided')]),
    )
  for (const like of patternsOf(filter.q))
    query = query.where((where) =>
      where.or([
        where('d.what', 'ilike', like),
        where('d.point', 'ilike', like),
        where('d.decidedByName', 'ilike', like),
        where('t.caseNumber', 'ilike', like),
      ]),
    )
  return query
}

/** What is reported in an item of an agenda, in the order of their numbers. */
export function listReportedIn(db: Db, itemIds: readonly string[]) {
  if (itemIds.length === 0) return Promise.resolve([])
  return decisions(db)
    .select(columns)
    .where('d.reportedItemId', 'in', [...itemIds])
    .orderBy('d.year')
    .orderBy('d.number')
    .orderBy('d.id')
    .execute()
}

/** Decisions that no meeting has been given yet. */
export function listUnreported(db: Db, boardId: string) {
  return db
    .selectFrom('delegationDecision')
    .select(['id', 'year', 'number', 'what'])
    .where('boardId', '=', boardId)
    .where('reportedItemId', 'is', null)
    .orderBy('year')
    .orderBy('number')
    .orderBy('id')
    .execute()
}

/** The decision that an act on a finding or follow-up rests on. */
export function findDecisionOf(db: Db, { act, sourceId }: { act: Act; sourceId: string }) {
  return db
    .selectFrom('delegationDecision')
    .select(['id', 'year', 'number', 'point', 'decidedOn', 'decidedByName', 'reason'])
    .where('act', '=', act)
    .where('sourceId', '=', sourceId)
    .orderBy('decidedOn', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()
}

/** Event-driven follow-ups in boards whose order says who decides them, that nobody has decided yet (M-090). */
export async function listAwaiting(db: Db, today: IsoDate) {
  const { rows } = await sql<Awaiting>`
    with point as (
      select distinct on (o.municipality_id, o.board_id) o.municipality_id, o.board_id, o.id as order_id
        from delegation_order o where o.state = 'decided' and o.valid_from <= ${today}::date
        order by o.municipality_id, o.board_id, o.valid_from desc)
    select f.id, f.board_id, f.title, f.cause, f.matter_id, f.created_at, p.id as point_id, p.code, p.roles
      from follow_up f join point o on o.municipality_id = f.municipality_id and o.board_id = f.board_id
      join delegation_point p on p.municipality_id = o.municipality_id and p.order_id = o.order_id
        and p.act = 'eventDrivenFollowUp'
      where f.kind = 'eventDriven' and f.state = 'planned' and not exists (select from delegation_decision d
        where d.municipality_id = f.municipality_id and d.act = 'eventDrivenFollowUp' and d.source_id = f.id)
      order by f.created_at, f.id`.execute(db)
  return rows
}

export type Awaiting = {
  id: string
  boardId: string
  title: string
  cause: string
  matterId: string | null
  createdAt: Date
  pointId: string
  code: string
  roles: string[]
}
