import { sql } from 'kysely'
import type { Actor } from '#access/may.ts'
import type { IsoDate } from '#kernel/dates.ts'
import { providersByName } from '#modules/accounts/public.ts'
import { swedish } from '#platform/db/fragments.ts'
import type { Db } from '#platform/db/pool.ts'
import { stateOf } from './rules.ts'
import { asUpkeep } from './scope.ts'

const columns = [
  'v.id',
  'v.providerId',
  'v.quarter',
  'v.madeAt',
  'v.dueOn',
  'v.doneAt',
  'v.missedAt',
] as const

/** The latest two years: of one's own provider, or for the administrator of all. */
export async function listReviews(db: Db, today: IsoDate) {
  const rows = await db
    .selectFrom('accountReview as v')
    .leftJoin(providersByName, (join) => join.onRef('p.id', '=', 'v.providerId'))
    .select(columns)
    .select('p.name as providerName')
    .select([answered('stays'), answered('left')])
    .orderBy('v.quarter', 'desc')
    .orderBy(sql`v.provider_id is not null`)
    .orderBy(swedish('p.name'))
    .orderBy('v.id')
    .limit(500)
    .execute()
  return rows.map((row) => ({ ...row, state: stateOf(row, today) }))
}

function answered(answer: 'stays' | 'left') {
  return sql<number>`(select count(*) from account_review_answer a where a.municipality_id = v.municipality_id
    and a.review_id = v.id and a.answer = ${answer})`.as(answer)
}

/** Reviews that nobody has answered in time: shown to the administrator beside the accounts. */
export async function countLate(db: Db, today: IsoDate): Promise<number> {
  const { late } = await db
    .selectFrom('accountReview')
    .select((count) => count.fn.countAll<number>().as('late'))
    .where('doneAt', 'is', null)
    .where('missedAt', 'is', null)
    .where('dueOn', '<', today)
    .executeTakeFirstOrThrow()
  return Number(late)
}

export function findReview(db: Db, reviewId: string) {
  return db
    .selectFrom('accountReview as v')
    .leftJoin(providersByName, (join) => join.onRef('p.id', '=', 'v.providerId'))
    .select(columns)
    .select('p.name as providerName')
    .where('v.id', '=', reviewId)
    .executeTakeFirst()
}

export type Reviewed = { readonly id: string; readonly providerId: string | null; readonly madeAt: Date }

/** Whom a review is about: who had an account when it was made, with what they were answered and their roles today. */
export function listPeople(db: Db, review: Reviewed, today: IsoDate) {
  return db
    .selectFrom('account as a')
    .leftJoin('accountReviewAnswer as r', (join) =>
      join
        .onRef('r.municipalityId', '=', 'a.municipalityId')
        .onRef('r.accountId', '=', 'a.id')
        .on('r.reviewId', '=', review.id),
    )
    .leftJoin('account as by', (join) =>
      join.onRef('by.municipalityId', '=', 'r.municipalityId').onRef('by.id', '=', 'r.answeredBy'),
    )
    .select(['a.id', 'a.name', 'a.email', 'a.profession', 'a.state', 'r.answer', 'r.answeredAt'])
    .select('by.name as answeredBy')
    .select([rolesToday(today), lastSeen])
    .where((where) =>
      review.providerId === null
        ? where('a.side', '<>', 'operator')
        : where('a.providerId', '=', review.providerId),
    )
    .where('a.createdAt', '<=', review.madeAt)
    .where((where) => where.or([where('a.state', '=', 'active'), where('r.answer', 'is not', null)]))
    .orderBy(swedish('a.name'))
    .orderBy('a.id')
    .execute()
}

function rolesToday(today: IsoDate) {
  return sql<
    string[]
  >`array(select distinct h.role from role_assignment h where h.municipality_id = a.municipality_id
    and h.account_id = a.id and h.valid_from <= ${today} and (h.valid_to is null or h.valid_to >= ${today})
    order by 1)`.as('roles')
}

const lastSeen =
  sql<Date | null>`(select max(s.seen_at) from session s where s.municipality_id = a.municipality_id
  and s.account_id = a.id)`.as('seenAt')

/** A review and its people, for whoever may see the review: a provider's manager cannot read roles and sign-ins else. */
export async function readReview(
  db: Db,
  { actor, today }: { actor: Actor; today: IsoDate },
  reviewId: string,
) {
  const review = await findReview(db, reviewId)
  if (!review) return undefined
  const people = await asUpkeep(db, actor, () => listPeople(db, review, today))
  return { review: { ...review, state: stateOf(review, today) }, people }
}
