import { sql } from 'kysely'
import { patternsOf } from '#platform/db/fragments.ts'
import { chosenOrder, paged } from '#platform/db/paged.ts'
import type { Db } from '#platform/db/pool.ts'
import type { ReleaseFilter } from './contract.ts'

function releases(db: Db) {
  return db
    .selectFrom('releaseRequest as q')
    .innerJoin('board as b', (join) =>
      join.onRef('b.municipalityId', '=', 'q.municipalityId').onRef('b.id', '=', 'q.boardId'),
    )
    .innerJoin('matter as m', (join) =>
      join.onRef('m.municipalityId', '=', 'q.municipalityId').onRef('m.id', '=', 'q.matterId'),
    )
}

const columns = [
  'q.id',
  'q.boardId',
  'b.name as boardName',
  'q.matterId',
  'm.caseNumber',
  'q.receivedOn',
  'q.way',
  'q.wording',
  'q.dueOn',
  'q.state',
  'q.outcome',
  'q.decidedOn',
  'q.closedOn',
  'q.revision',
] as const

const counted = (onlyJudged: boolean) => sql<number>`(select count(*)::int from release_record r
  where r.municipality_id = q.municipality_id and r.release_id = q.id
    and (${sql.lit(!onlyJudged)} or r.verdict is not null))`

const orders = {
  receivedOn: sql`q.received_on`,
  dueOn: sql`q.due_on`,
  caseNumber: sql`m.case_number`,
} as const

/** One page of requests with the number of all that match. */
export async function listReleases(db: Db, filter: ReleaseFilter) {
  const query = filtered(db, filter)
    .select([...columns, counted(false).as('records'), counted(true).as('judged')])
    .orderBy(chosenOrder(orders, filter.sort))
    .orderBy('q.createdAt', 'desc')
    .orderBy('q.id')
  const { rows, total } = await paged(query, filter)
  return { releases: rows, total }
}

function filtered(db: Db, filter: ReleaseFilter) {
  let query = releases(db)
  if (filter.state) query = query.where('q.state', '=', filter.state)
  if (filter.outcome) query = query.where('q.outcome', '=', filter.outcome)
  for (const like of patternsOf(filter.q))
    query = query.where((where) =>
      where.or([where('q.wording', 'ilike', like), where('m.caseNumber', 'ilike', like)]),
    )
  return query
}

export async function findRelease(db: Db, releaseId: string) {
  return releases(db)
    .select([
      ...columns,
      counted(false).as('records'),
      counted(true).as('judged'),
      ...(['q.contact', 'q.reason', 'q.delivery', 'q.deliveredTo', 'q.fee'] as const),
      ...(['q.decidedByName', 'q.decidedAs', 'q.delegationId', 'q.pdfFileId', 'q.docxFileId'] as const),
    ])
    .where('q.id', '=', releaseId)
    .executeTakeFirst()
}

export function lockRelease(db: Db, releaseId: string) {
  return db
    .selectFrom('releaseRequest')
    .select([
      ...(['id', 'boardId', 'matterId', 'state', 'receivedOn', 'wording', 'contact'] as const),
      'revision',
    ])
    .where('id', '=', releaseId)
    .forUpdate()
    .executeTakeFirst()
}
export type LockedRelease = NonNullable<Awaited<ReturnType<typeof lockRelease>>>

/** The matters a request concerns, in the order of their numbers. */
export function listMattersOf(db: Db, releaseId: string) {
  return db
    .selectFrom('releaseMatter as r')
    .innerJoin('matter as m', (join) =>
      join.onRef('m.municipalityId', '=', 'r.municipalityId').onRef('m.id', '=', 'r.matterId'),
    )
    .select(['m.id', 'm.caseNumber', 'm.title'])
    .where('r.releaseId', '=', releaseId)
    .orderBy('m.caseNumber')
    .orderBy('m.id')
    .execute()
}

/** The board's matters, for the choice of what a request concerns. Its own requests are no such matters. */
export function listMattersToChoose(db: Db, boardIds: readonly string[]) {
  return db
    .selectFrom('matter')
    .select(['id', 'boardId', 'caseNumber', 'title'])
    .where('boardId', '=', sql<string>`any(${[...boardIds]}::uuid[])`)
    .where('kind', '<>', 'release')
    .orderBy('openedOn', 'desc')
    .orderBy('caseNumber', 'desc')
    .orderBy('id')
    .limit(500)
    .execute()
}

/** Requests that concern a matter, or have it as their own, for links from the matter. */
export function listReleasesOfMatter(db: Db, matterId: string) {
  return releases(db)
    .select(['q.id', 'm.caseNumber', 'q.receivedOn', 'q.state', 'q.outcome'])
    .where((where) =>
      where.or([
        where('q.matterId', '=', matterId),
        where.exists(
          where
            .selectFrom('releaseMatter as r')
            .select('r.releaseId')
            .whereRef('r.municipalityId', '=', 'q.municipalityId')
            .whereRef('r.releaseId', '=', 'q.id')
            .where('r.matterId', '=', matterId),
        ),
      ]),
    )
    .orderBy('q.receivedOn', 'desc')
    .orderBy('q.id')
    .execute()
}

/** Who looked at what of a request, and what was done: references only, the newest first. */
export function listReleaseLog(db: Db, releaseId: string) {
  return db
    .selectFrom('audit as l')
    .leftJoin('account as a', (join) =>
      join.onRef('a.municipalityId', '=', 'l.municipalityId').onRef('a.id', '=', 'l.accountId'),
    )
    .leftJoin('record as r', (join) =>
      join.onRef('r.municipalityId', '=', 'l.municipalityId').onRef('r.id', '=', 'l.targetId'),
    )
    .select(['l.seq', 'l.at', 'l.verb', 'l.outcome', 'a.name as who', 'r.number as recordNumber', 'l.detail'])
    .where('l.outcome', '<>', 'denied')
    .where((where) =>
      where.or([
        where('l.targetId', '=', releaseId),
        where(sql<string>`l.detail->>'releaseId'`, '=', releaseId),
      ]),
    )
    .orderBy('l.seq', 'desc')
    .limit(200)
    .execute()
}
