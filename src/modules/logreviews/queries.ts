import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import { paged } from '#platform/db/paged.ts'
import type { Db } from '#platform/db/pool.ts'
import type { ReviewFilter } from './contract.ts'
import { usualFigures, type Figures, type ItemKind, type Verdict } from './rules.ts'

const figureColumns = ['sampleRows', 'samplePercent', 'mostPlaces', 'mostRefusals', 'mostNetworks'] as const

/** How much is looked at from now on, and the row's number: 0 where nobody has chosen. */
export async function getFigures(tx: Db): Promise<Figures & { revision: number }> {
  const row = await tx
    .selectFrom('logReviewRules')
    .select([...figureColumns, 'revision'])
    .executeTakeFirst()
  return row ?? { ...usualFigures, revision: 0 }
}

export async function figuresNow(tx: Db): Promise<Figures> {
  const { revision: _revision, ...figures } = await getFigures(tx)
  return figures
}

/** The latest month first, with how far each has come. */
export function listReviews(tx: Db, filter: ReviewFilter) {
  let query = reviews(tx).orderBy('v.month', 'desc')
  if (filter.state) query = query.where('v.state', '=', filter.state)
  return paged(query, filter)
}

export async function findReview(tx: Db, reviewId: string) {
  const review = await reviews(tx)
    .select(['v.seed', 'v.lastSeq', 'v.revision', 'v.madeAt'])
    // Written by make.ts as the figures they were.
    .select(sql<Figures>`v.rules`.as('rules'))
    .where('v.id', '=', reviewId)
    .executeTakeFirst()
  return review
}

function reviews(tx: Db) {
  return tx
    .selectFrom('logReview as v')
    .leftJoin('account as f', (join) =>
      join.onRef('f.municipalityId', '=', 'v.municipalityId').onRef('f.id', '=', 'v.finishedBy'),
    )
    .select(['v.id', 'v.month', 'v.state', 'v.dueOn', 'v.skippedAt', 'v.finishedAt', 'v.rowCount'])
    .select(['f.name as finishedBy', 'v.conclusion', 'v.lateReason'])
    .select([
      countItems(sql`true`).as('items'),
      countItems(sql`i.rule <> 'sample'`).as('hits'),
      countItems(sql`i.verdict is not null`).as('judged'),
      countItems(sql`i.verdict = 'fault'`).as('faults'),
    ])
}

function countItems(which: ReturnType<typeof sql>) {
  return sql<number>`(select count(*) from log_review_item i where i.municipality_id = v.municipality_id
    and i.review_id = v.id and ${which})`
}

export type Item = {
  id: string
  rule: ItemKind
  subjectId: string
  subject: string
  day: IsoDate
  rows: number
  firstAt: Date
  lastAt: Date
  verbs: string[]
  outcomes: string[]
  verdict: Verdict | null
  note: string
  judgedBy: string | null
  judgedAt: Date | null
}

/** What is to be judged, in the order it was found, with what the rows of the log are of. */
export async function listItems(tx: Db, reviewId: string): Promise<Item[]> {
  const { rows } = await sql<Item>`
    select i.id, i.rule, i.subject_id, s.name as subject, i.day, l.rows, l.first_at, l.last_at, l.verbs, l.outcomes,
      i.verdict, i.note, j.name as judged_by, i.judged_at
    from log_review_item i
    join account s on s.municipality_id = i.municipality_id and s.id = i.subject_id
    left join account j on j.municipality_id = i.municipality_id and j.id = i.judged_by
    cross join lateral (select count(*) as rows, min(a.at) as first_at, max(a.at) as last_at,
        array_agg(distinct a.verb order by a.verb) as verbs,
        array_agg(distinct a.outcome order by a.outcome) as outcomes
      from log_review_row r join audit a on a.municipality_id = r.municipality_id and a.seq = r.seq
      where r.municipality_id = i.municipality_id and r.item_id = i.id) l
    where i.review_id = ${reviewId} order by i.position`.execute(tx)
  return rows
}

/** The review that a thing is of. */
export async function findReviewOf(tx: Db, itemId: string): Promise<string | undefined> {
  const item = await tx
    .selectFrom('logReviewItem')
    .select('reviewId')
    .where('id', '=', itemId)
    .executeTakeFirst()
  return item?.reviewId
}

export function lockReview(tx: Db, reviewId: string) {
  return tx
    .selectFrom('logReview')
    .select(['id', 'month', 'state', 'dueOn', 'revision'])
    .where('id', '=', reviewId)
    .forUpdate()
    .executeTakeFirst()
}

export type Standing = { reviewers: number; skipped: IsoDate[] }

/** Whether somebody can review the log, and which months nobody has. For the administrator too, who learns no more. */
export async function logReviewStanding(tx: Db, today: IsoDate): Promise<Standing> {
  const { rows } = await sql<Standing>`select reviewers, array_to_json(skipped) as skipped
    from log_review_standing(${today})`.execute(tx)
  return rows[0] ?? { reviewers: 0, skipped: [] }
}
