import { sql } from 'kysely'
import type { Db } from '#platform/db/pool.ts'
import { chosenOrder, paged } from '#platform/db/paged.ts'
import { patternsOf } from '#platform/db/fragments.ts'
import type { DisposalFilter } from './contract.ts'

const columns = [
  'd.id',
  'd.boardId',
  'b.name as boardName',
  'd.number',
  'd.kind',
  'd.beforeOn',
  'd.state',
  'd.proposedByName',
  'd.proposedAt',
  'd.decidedByName',
  'd.decidedAt',
  'd.endedAt',
  'd.disposed',
  'd.held',
  'd.backupsUntil',
  'd.paperId',
  'd.revision',
] as const

function disposals(db: Db) {
  return db
    .selectFrom('disposal as d')
    .innerJoin('board as b', (join) =>
      join.onRef('b.municipalityId', '=', 'd.municipalityId').onRef('b.id', '=', 'd.boardId'),
    )
    .select(columns)
    .select((select) =>
      select
        .selectFrom('disposalItem as i')
        .select(sql<number>`coalesce(sum(i.amount) filter (where i.held is null), 0)::int`.as('listed'))
        .whereRef('i.municipalityId', '=', 'd.municipalityId')
        .whereRef('i.disposalId', '=', 'd.id')
        .$asScalar()
        .$notNull()
        .as('listed'),
    )
}

const orders = { number: sql`d.number`, proposedAt: sql`d.proposed_at` }

export async function listDisposals(db: Db, filter: DisposalFilter) {
  let query = disposals(db).orderBy(chosenOrder(orders, filter.sort)).orderBy('d.id')
  if (filter.state) query = query.where('d.state', '=', filter.state)
  if (filter.kind) query = query.where('d.kind', '=', filter.kind)
  for (const like of patternsOf(filter.q))
    query = query.where((where) =>
      where.or([
        where('d.proposedByName', 'ilike', like),
        where('d.decidedByName', 'ilike', like),
        where('d.note', 'ilike', like),
        where('b.name', 'ilike', like),
      ]),
    )
  const { rows, total } = await paged(query, filter)
  return { disposals: rows.map(told), total }
}

export async function findDisposal(db: Db, disposalId: string) {
  const row = await disposals(db)
    .select(['d.note', 'd.backupDays', 'd.reason', 'd.proposedBy', 'd.ruleId'])
    .where('d.id', '=', disposalId)
    .executeTakeFirst()
  return row && told(row)
}

type Times = { proposedAt: Date; decidedAt: Date | null; endedAt: Date | null }

const told = <Row extends Times>(row: Row) => ({
  ...row,
  proposedAt: row.proposedAt.toISOString(),
  decidedAt: row.decidedAt?.toISOString() ?? null,
  endedAt: row.endedAt?.toISOString() ?? null,
})

/** What the two of them have before them, as it stood when it was proposed; what is held back last. */
export function listItems(db: Db, disposalId: string) {
  return db
    .selectFrom('disposalItem')
    .select(['itemKey as key', 'label', 'happenedOn', 'amount', 'href', 'held', 'disposed'])
    .where('disposalId', '=', disposalId)
    .orderBy('position')
    .execute()
}

export function lockDisposal(db: Db, disposalId: string) {
  return db
    .selectFrom('disposal')
    .select(['id', 'boardId', 'number', 'kind', 'ruleId', 'beforeOn', 'state', 'proposedBy', 'revision'])
    .where('id', '=', disposalId)
    .forUpdate()
    .executeTakeFirst()
}
export type LockedDisposal = NonNullable<Awaited<ReturnType<typeof lockDisposal>>>

/** Open ones of a kind: while somebody has one to decide, there is no second. */
export function findOpen(db: Db, at: { boardId: string; kind: LockedDisposal['kind'] }) {
  return db
    .selectFrom('disposal')
    .select(['id', 'number'])
    .where('boardId', '=', at.boardId)
    .where('kind', '=', at.kind)
    .where('state', 'in', ['proposed', 'approved', 'working'])
    .executeTakeFirst()
}

/** How long backups were said to be kept the last time: whoever proposes next need not ask again. */
export async function lastBackupDays(db: Db): Promise<number | null> {
  const row = await db
    .selectFrom('disposal')
    .select('backupDays')
    .orderBy('proposedAt', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row?.backupDays ?? null
}
