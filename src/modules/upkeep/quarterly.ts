import { sql } from 'kysely'
import { formatDate, todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { writeAudit } from '#platform/audit/audit.ts'
import { upkeepTexts as t } from '#texts/sv/upkeep.ts'
import { findReview, listPeople } from './queries.ts'
import { administrators, answerers, tell, type Round } from './receivers.ts'
import { dueOf, quarterOf, toTell, type Told } from './rules.ts'

/** Makes the reviews of the quarter, ends what nobody is left to answer for, and tells who is to answer. */
export async function tendReviews(round: Round): Promise<void> {
  await makeReviews(round)
  for (const review of await listOpen(round)) {
    const people = await listPeople(round.db, review, todayIn(round.now))
    if (people.every((person) => person.answer !== null)) await endReview(round, review.id, 'doneAt')
    else await remind(round, review)
  }
}

/**
 * One for each provider with people, and one for the municipality. Whoever came in the quarter itself was invited a
 * moment ago and is asked about in the next.
 */
async function makeReviews(round: Round): Promise<void> {
  const { db, now, actor } = round
  const quarter = quarterOf(todayIn(now))
  const { rows } = await sql<{ providerId: string | null }>`select distinct provider_id from account a
    where a.state = 'active' and (a.created_at at time zone 'Europe/Stockholm')::date < ${quarter}
      and not exists (select from account_review v where v.municipality_id = a.municipality_id
        and v.quarter = ${quarter} and v.provider_id is not distinct from a.provider_id)
    order by 1`.execute(db)
  for (const { providerId } of rows) {
    await missEarlier(round, providerId)
    const id = uuidv7(now.getTime())
    const made = { quarter, madeAt: now, dueOn: dueOf(todayIn(now)) }
    await db
      .insertInto('accountReview')
      .values({ municipalityId: actor.municipalityId, id, providerId, ...made })
      .execute()
  }
}

/** What was not answered before the next one came, was not: nobody is asked twice at once, and it can be seen. */
async function missEarlier(round: Round, providerId: string | null): Promise<void> {
  const earlier = await round.db
    .selectFrom('accountReview')
    .select('id')
    .where('providerId', 'is not distinct from', providerId)
    .where('doneAt', 'is', null)
    .where('missedAt', 'is', null)
    .execute()
  for (const { id } of earlier) await endReview(round, id, 'missedAt')
}

function listOpen({ db }: Round) {
  return db
    .selectFrom('accountReview')
    .select(['id', 'providerId', 'madeAt', 'dueOn', 'told'])
    .where('doneAt', 'is', null)
    .where('missedAt', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()
}

async function endReview({ db, now, actor }: Round, id: string, how: 'doneAt' | 'missedAt'): Promise<void> {
  await db
    .updateTable('accountReview')
    .set({ [how]: now })
    .where('id', '=', id)
    .execute()
  const row = { municipalityId: actor.municipalityId, accountId: null, targetId: id, at: now }
  await writeAudit(db, { ...row, ...ends[how], outcome: 'done' })
}

const ends = {
  doneAt: { verb: 'account.reviewEnded' },
  missedAt: { verb: 'account.reviewMissed' },
} as const

type Open = { id: string; providerId: string | null; dueOn: string; told: Told }

/** Once at each stage; when it is late, the administrators hear of it as well. */
async function remind(round: Round, review: Open): Promise<void> {
  const stage = toTell(review, todayIn(round.now))
  if (!stage) return
  const href = `/konton/arbetar-kvar/${review.id}`
  const to = await answerers(round, review.providerId)
  const notice = { kind: 'account', href }
  await tell(round, to, { ...notice, title: t.told[stage](formatDate(review.dueOn)) })
  if (stage === 'late') {
    const others = (await administrators(round)).filter((one) => !to.includes(one))
    const whose = (await findReview(round.db, review.id))?.providerName ?? t.municipality
    await tell(round, others, { ...notice, title: t.lateOf(whose) })
  }
  await round.db.updateTable('accountReview').set({ told: stage }).where('id', '=', review.id).execute()
}
