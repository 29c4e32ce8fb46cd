import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import { patternsOf } from '#platform/db/fragments.ts'
import { paged } from '#platform/db/paged.ts'
import type { Db } from '#platform/db/pool.ts'
import type { DecisionFilter } from './contract-meetings.ts'
import type { Extract, Outcome } from './rules.ts'

function decisions(db: Db, filter: DecisionFilter) {
  let query = db
    .selectFrom('agendaItem as i')
    .innerJoin('meeting as m', (join) =>
      join.onRef('m.municipalityId', '=', 'i.municipalityId').onRef('m.id', '=', 'i.meetingId'),
    )
    .innerJoin('board as b', (join) =>
      join.onRef('b.municipalityId', '=', 'i.municipalityId').onRef('b.id', '=', 'i.boardId'),
    )
    .where('i.state', '=', 'decided')
  if (filter.outcome) query = query.where('i.outcome', '=', filter.outcome)
  if (filter.meetingId) query = query.where('i.meetingId', '=', filter.meetingId)
  if (filter.matterId) query = query.where('i.matterId', '=', filter.matterId)
  if (filter.year)
    query = query
      .where('m.heldOn', '>=', `${filter.year}-01-01`)
      .where('m.heldOn', '<=', `${filter.year}-12-31`)
  for (const like of patternsOf(filter.q))
    query = query.where((where) =>
      where.or([
        where('i.title', 'ilike', like),
        where('i.paragraph', 'ilike', like),
        where('i.outcomeText', 'ilike', like),
      ]),
    )
  return query
}

/** What the board has decided and what has come of it since, the newest first. */
export async function listDecisions(db: Db, filter: DecisionFilter) {
  const matching = decisions(db, filter)
    .select([
      'i.id',
      'i.meetingId',
      'i.matterId',
      'i.kind',
      'i.title',
      'i.paragraph',
      'i.outcome',
      'i.outcomeText',
      'i.returnBy',
      'm.heldOn',
      'b.name as boardName',
    ])
    .orderBy('m.heldOn', 'desc')
    .orderBy('b.name')
    .orderBy('i.number')
    .orderBy('i.id')
  const { rows, total } = await paged(matching, filter)
  const became = await whatBecame(
    db,
    rows.map((row) => row.id),
  )
  return {
    decisions: rows.map((row) => ({ ...row, ...(became.get(row.id) ?? nothing) })),
    total,
  }
}

export type Became = {
  followUps: number
  fixed: number
  findings: number
  openFindings: number
  actions: number
  doneActions: number
  sent: number
  laterItem: string | null
  laterMeeting: string | null
  laterOn: IsoDate | null
  laterOutcome: Outcome | null
}

const nothing: Became = {
  followUps: 0,
  fixed: 0,
  findings: 0,
  openFindings: 0,
  actions: 0,
  doneActions: 0,
  sent: 0,
  laterItem: null,
  laterMeeting: null,
  laterOn: null,
  laterOutcome: null,
}

async function whatBecame(db: Db, itemIds: readonly string[]): Promise<Map<string, Became>> {
  if (itemIds.length === 0) return new Map()
  const { rows } = await sql<Became & { itemId: string }>`
    select * from what_became(${sql.val([...itemIds])}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.itemId, row]))
}

/** To whom an extract was sent, when, by which way, and the receipt: opened in the system, or noted by hand. */
export async function listDeliveriesOf(db: Db, itemId: string) {
  const { rows } = await sql<Delivery>`
    select d.id, d.receiver_kind, d.receiver_name, d.way, d.sent_at, d.record_number, d.received_on, d.received_note,
        (select min(n.opened_at) from notice n
            join account a on a.municipality_id = n.municipality_id and a.id = n.account_id
          where n.municipality_id = d.municipality_id and n.kind = 'extractSent' and n.sent_at = d.sent_at
            and n.href like '%/' || d.item_id || '/utdrag' and (a.provider_id = d.provider_id
              or exists (select from role_assignment r where r.municipality_id = a.municipality_id
                and r.account_id = a.id and r.board_id = d.to_board_id))) as opened_at
      from delivery d where d.item_id = ${itemId} order by d.sent_at, d.record_number, d.id`.execute(db)
  return rows
}

export type Delivery = {
  id: string
  receiverKind: 'provider' | 'unit' | 'board' | 'council' | 'other'
  receiverName: string
  way: 'system' | 'email' | 'post' | 'byHand'
  sentAt: Date
  recordNumber: number
  receivedOn: IsoDate | null
  receivedNote: string
  openedAt: Date | null
}

/** What a receiver may read of a meeting: the extract that was sent to them, and nothing else. */
export async function findReceivedExtract(db: Db, itemId: string) {
  const row = await db
    .selectFrom('delivery')
    .select(['content', 'paperId'])
    .where('itemId', '=', itemId)
    .orderBy('sentAt', 'desc')
    .orderBy('id')
    .executeTakeFirst()
  // Written by the sending in this shape; the column is jsonb.
  return row && { extract: row.content as Extract, extractPaperId: row.paperId }
}

/** Whom the decision concerns: the units and providers of the matter's follow-ups, first to be offered as receivers. */
export function listConcerned(db: Db, matterId: string) {
  return db
    .selectFrom('followUp as f')
    .innerJoin('provider as p', (join) =>
      join.onRef('p.municipalityId', '=', 'f.municipalityId').onRef('p.id', '=', 'f.providerId'),
    )
    .innerJoin('unitState as u', (join) =>
      join.onRef('u.municipalityId', '=', 'f.municipalityId').onRef('u.unitId', '=', 'f.unitId'),
    )
    .select(['f.unitId', 'f.providerId', 'p.name as providerName'])
    .select((select) => select.fn.max('u.name').as('unitName'))
    .where('f.matterId', '=', matterId)
    .where('u.validTo', 'is', null)
    .where('u.supersededAt', 'is', null)
    .groupBy(['f.unitId', 'f.providerId', 'p.name'])
    .orderBy('unitName')
    .orderBy('f.unitId')
    .execute()
}

export function listOtherBoards(db: Db, boardId: string) {
  return db
    .selectFrom('board')
    .select(['id', 'name'])
    .where('id', '<>', boardId)
    .orderBy('name')
    .orderBy('id')
    .execute()
}
