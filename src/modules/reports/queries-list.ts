import { sql } from 'kysely'
import { patternsOf, swedish } from '#platform/db/fragments.ts'
import { chosenOrder, paged } from '#platform/db/paged.ts'
import type { Db } from '#platform/db/pool.ts'
import type { PaperFilter } from './contract.ts'
import { findPaper } from './queries.ts'
import { paperKinds, type PaperKind } from './rules.ts'
import type { ReportType } from './period-type-rules.ts'

const unitName = sql<string>`coalesce((select s.name from unit_state s where s.municipality_id = p.municipality_id
  and s.unit_id = p.unit_id and s.superseded_at is null order by s.valid_from desc limit 1), '')`

const orders = {
  datum: sql`coalesce(p.frozen_at, p.created_at)`,
  rubrik: swedish('p.title'),
  slag: sql`p.kind`,
  namnd: swedish('b.name'),
  enhet: unitName,
  lage: sql`p.state`,
} as const

/** One page of the papers that the reader may see, with the number of all that match. The order is total. */
export async function listPapers(db: Db, filter: PaperFilter) {
  const query = filtered(db, filter)
    .select([
      'p.id',
      'p.kind',
      'p.state',
      'p.title',
      'p.period',
      sql<ReportType | null>`p.source ->> 'report'`.as('report'),
      'p.unitId',
      'p.authorName',
      'p.createdAt',
      'p.frozenAt',
      'p.sharedAt',
      'p.putBeforeBoardAt',
      'b.name as boardName',
      'm.caseNumber',
      unitName.as('unitName'),
    ])
    .$narrowType<{ kind: PaperKind }>()
    .orderBy(chosenOrder(orders, filter.sort))
    .orderBy('p.createdAt', 'desc')
    .orderBy('p.id')
  const { rows, total } = await paged(query, filter)
  return { papers: rows, total }
}

export type PaperRow = Awaited<ReturnType<typeof listPapers>>['papers'][number]

function filtered(db: Db, filter: PaperFilter) {
  let query = db
    .selectFrom('paper as p')
    .innerJoin('board as b', (join) =>
      join.onRef('b.municipalityId', '=', 'p.municipalityId').onRef('b.id', '=', 'p.boardId'),
    )
    .leftJoin('matter as m', (join) =>
      join.onRef('m.municipalityId', '=', 'p.municipalityId').onRef('m.id', '=', 'p.matterId'),
    )
    .where('p.kind', 'in', paperKinds)
  for (const [column, value] of ownColumns(filter)) query = query.where(sql.ref(column), '=', value)
  if (filter.state === 'undelivered')
    query = query
      .where('p.state', '=', 'frozen')
      .where('p.unitId', 'is not', null)
      .where('p.sharedAt', 'is', null)
  for (const like of patternsOf(filter.q))
    query = query.where(
      sql<boolean>`(p.title ilike ${like} or m.case_number ilike ${like} or ${unitName} ilike ${like}
        or p.author_name ilike ${like})`,
    )
  return query
}

function ownColumns(filter: PaperFilter) {
  const wanted = [
    ['p.kind', filter.kind],
    ['p.state', filter.state === 'undelivered' ? undefined : filter.state],
    ['p.period', filter.period],
    ['p.boardId', filter.board],
    ['p.unitId', filter.unit],
  ] as const
  return wanted.flatMap(([column, value]) => (value ? [[column, value] as const] : []))
}

/** The periods there are reports of, the latest first: the choices of the list's filter. */
export async function listPeriods(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('paper')
    .select('period')
    .where('period', '<>', '')
    .distinct()
    .orderBy('period', 'desc')
    .execute()
  return rows.map((row) => row.period)
}

export type PaperVersion = { id: string; title: string; state: string; frozenAt: Date | null }

/** The version that a paper replaces, where the reader may see it. */
export async function findReplaced(db: Db, { replacesId }: { replacesId: string | null }) {
  return replacesId ? findPaper(db, replacesId) : undefined
}

/** The chain a paper stands in, the oldest first: each version replaces the one before (M-273). */
export async function listVersions(db: Db, paperId: string): Promise<PaperVersion[]> {
  const { rows } = await sql<PaperVersion & { step: number }>`
    with recursive back as (
      select p.municipality_id, p.id, p.replaces_id, 0 as step from paper p where p.id = ${paperId}
      union all
      select p.municipality_id, p.id, p.replaces_id, b.step - 1 from paper p join back b
        on p.municipality_id = b.municipality_id and p.id = b.replaces_id where b.step > -50),
    ahead as (
      select p.municipality_id, p.id, 0 as step from paper p where p.id = ${paperId}
      union all
      select p.municipality_id, p.id, a.step + 1 from paper p join ahead a
        on p.municipality_id = a.municipality_id and p.replaces_id = a.id where a.step < 50),
    chain as (select municipality_id, id, step from back union
      select municipality_id, id, step from ahead)
    select p.id, p.title, p.state, p.frozen_at, c.step from chain c
      join paper p on p.municipality_id = c.municipality_id and p.id = c.id order by c.step, p.id`.execute(db)
  return rows.map(({ step: _, ...version }) => version)
}
