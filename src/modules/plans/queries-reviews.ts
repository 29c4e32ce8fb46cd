import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import { holdsOn, patternsOf, swedish, swedishToday } from '#platform/db/fragments.ts'
import { chosenOrder, paged } from '#platform/db/paged.ts'
import type { Db } from '#platform/db/pool.ts'
import { standsInPlan } from './called-off.ts'
import type { ReviewFilter, ReviewState } from './contract-reviews.ts'
import type { Depth } from './rules.ts'

/** A special review (särskild granskning), with the row of a plan that carries it out. */
export type SpecialReview = {
  id: string
  boardId: string
  boardName: string
  title: string
  what: string
  caseNumber: string
  decidedOn: IsoDate
  paragraph: string
  agendaItemId: string | null
  meetingId: string | null
  dueOn: IsoDate
  unitId: string | null
  serviceAreaId: string | null
  /** The unit, the area, or '' for the board's operations as such. */
  name: string
  depth: Depth
  withdrawnReason: string
  state: ReviewState
  planItemId: string | null
  yearPlanId: string | null
  revision: number
}

/** The row that answers to it: it names the review as its origin. The latest, where a plan before had one too. */
const rowOf = sql<{ id: string; yearPlanId: string; isDone: boolean } | null>`(
  select jsonb_build_object('id', i.id, 'yearPlanId', i.year_plan_id, 'isDone',
      i.done_on is not null or exists (select from follow_up f where f.municipality_id = i.municipality_id
        and f.plan_item_id = i.id and f.state in ('fixed', 'closed')))
  from plan_item i where i.municipality_id = r.municipality_id and i.origin_id = r.id and i.removed_at is null
    and ${standsInPlan('i')}
  order by i.created_at desc, i.id limit 1)`

const stateOf = sql<ReviewState>`case when withdrawn_at is not null then 'withdrawn' when "row" is null then 'open'
  when ("row"->>'isDone')::boolean then 'done' else 'planned' end`

function all(db: Db) {
  const rows = db
    .selectFrom('specialReview as r')
    .innerJoin('board as b', (join) =>
      join.onRef('b.municipalityId', '=', 'r.municipalityId').onRef('b.id', '=', 'r.boardId'),
    )
    .leftJoin('unitState as s', (join) =>
      join
        .onRef('s.municipalityId', '=', 'r.municipalityId')
        .onRef('s.unitId', '=', 'r.unitId')
        .on(holdsOn('s', swedishToday)),
    )
    .leftJoin('serviceArea as a', (join) =>
      join.onRef('a.municipalityId', '=', 'r.municipalityId').onRef('a.id', '=', 'r.serviceAreaId'),
    )
    .leftJoin('agendaItem as g', (join) =>
      join.onRef('g.municipalityId', '=', 'r.municipalityId').onRef('g.id', '=', 'r.agendaItemId'),
    )
    .select(['r.id', 'r.boardId', 'b.name as boardName', 'r.title', 'r.what', 'r.caseNumber', 'r.decidedOn'])
    .select(['r.paragraph', 'r.agendaItemId', 'g.meetingId', 'r.dueOn', 'r.unitId', 'r.serviceAreaId'])
    .select(['r.depth', 'r.withdrawnAt', 'r.withdrawnReason', 'r.revision'])
    .select([sql<string>`coalesce(s.name, a.name, '')`.as('name'), rowOf.as('row')])
  return db.selectFrom(rows.as('x')).selectAll().select(stateOf.as('state'))
}

type Row = Awaited<ReturnType<ReturnType<typeof all>['execute']>>[number]
function shown({ row, withdrawnAt: _at, meetingId, ...review }: Row): SpecialReview {
  return {
    ...review,
    meetingId: meetingId ?? null,
    planItemId: row?.id ?? null,
    yearPlanId: row?.yearPlanId ?? null,
  }
}

export async function findReview(db: Db, reviewId: string): Promise<SpecialReview | undefined> {
  const row = await all(db).where('id', '=', reviewId).executeTakeFirst()
  return row && shown(row)
}

export function lockReview(db: Db, reviewId: string) {
  return db.selectFrom('specialReview').selectAll().where('id', '=', reviewId).forUpdate().executeTakeFirst()
}

/** Every review the reader's boards have asked for, the one that is due first on top. */
export async function listReviews(db: Db, filter: ReviewFilter) {
  const orders = {
    senast: sql`due_on`,
    vad: swedish('title'),
    beslut: sql`decided_on`,
    galler: swedish('name'),
    lage: stateOf,
  } as const
  let query = all(db)
  if (filter.state) query = query.where(sql<boolean>`${stateOf} = ${filter.state}`)
  for (const like of patternsOf(filter.q))
    query = query.where((where) =>
      where.or(
        (['title', 'what', 'caseNumber', 'paragraph', 'name'] as const).map((key) =>
          where(key, 'ilike', like),
        ),
      ),
    )
  const { rows, total } = await paged(
    query.orderBy(chosenOrder(orders, filter.sort)).orderBy('dueOn').orderBy('id'),
    filter,
  )
  return { reviews: rows.map(shown), total }
}

/** What the board still waits for, of all years: the plan asks for those that fall within it. */
export async function listOpenReviews(db: Db, boardId: string): Promise<SpecialReview[]> {
  const rows = await all(db)
    .where('boardId', '=', boardId)
    .where('withdrawnAt', 'is', null)
    .orderBy('dueOn')
    .orderBy('id')
    .execute()
  return rows.map(shown)
}

export function listReviewChanges(db: Db, reviewId: string) {
  return db
    .selectFrom('specialReviewChange as c')
    .leftJoin('account as p', (join) =>
      join.onRef('p.municipalityId', '=', 'c.municipalityId').onRef('p.id', '=', 'c.changedBy'),
    )
    .select(['c.id', 'c.reason', 'c.changedAt', sql<string>`coalesce(p.name, '')`.as('by')])
    .select([
      sql<'made' | 'changed' | 'withdrawn'>`c.kind`.as('kind'),
      // Written by the commands in this shape.
      sql<Partial<ReviewFacts> | null>`c.before`.as('before'),
      sql<Partial<ReviewFacts> | null>`c.after`.as('after'),
    ])
    .where('c.specialReviewId', '=', reviewId)
    .orderBy('c.changedAt', 'desc')
    .orderBy('c.id', 'desc')
    .execute()
}
export type ReviewChange = Awaited<ReturnType<typeof listReviewChanges>>[number]

/** What of a review can be changed. */
export type ReviewFacts = Pick<
  SpecialReview,
  | 'title'
  | 'what'
  | 'caseNumber'
  | 'decidedOn'
  | 'paragraph'
  | 'agendaItemId'
  | 'dueOn'
  | 'unitId'
  | 'serviceAreaId'
  | 'depth'
>

/** What the reader's boards have decided in here, the latest first: a review may lead back to its decision. */
export function listBoardDecisions(db: Db) {
  return db
    .selectFrom('agendaItem as i')
    .innerJoin('meeting as m', (join) =>
      join.onRef('m.municipalityId', '=', 'i.municipalityId').onRef('m.id', '=', 'i.meetingId'),
    )
    .leftJoin('matter as t', (join) =>
      join.onRef('t.municipalityId', '=', 'i.municipalityId').onRef('t.id', '=', 'i.matterId'),
    )
    .select(['i.id', 'i.boardId', 'i.title', 'i.paragraph', 'm.heldOn'])
    .select(sql<string>`coalesce(t.case_number, '')`.as('caseNumber'))
    .where('i.state', '=', 'decided')
    .orderBy('m.heldOn', 'desc')
    .orderBy('i.number')
    .orderBy('i.id')
    .limit(60)
    .execute()
}
