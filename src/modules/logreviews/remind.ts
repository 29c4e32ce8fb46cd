import { isNight, todayIn } from '#kernel/dates.ts'
import type { Role } from '#access/roles.ts'
import { holdersAnywhere, layNotices } from '#modules/notices/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { logReviewTexts as t } from '#texts/sv/log-reviews.ts'
import { stageOn, type Stage } from './rules.ts'

/** Where and when the background work is done. */
export type Doing = { readonly municipalityId: string; readonly now: Date }

/** Who is told at each stage, and where it leads them. The administrator learns that it was not done, and no more. */
const told: Readonly<Record<Stage, readonly { role: Role; href: (reviewId: string) => string }[]>> = {
  made: [{ role: 'auditor', href: (id) => `/logg/kontroll/${id}` }],
  near: [{ role: 'auditor', href: (id) => `/logg/kontroll/${id}` }],
  skipped: [
    { role: 'auditor', href: (id) => `/logg/kontroll/${id}` },
    { role: 'admin', href: () => '/konton' },
  ],
}

/** Each stage is told once. Where nobody is there to be told, it is told when somebody is. */
export async function tellOfReviews(tx: Db, doing: Doing): Promise<void> {
  const { municipalityId, now } = doing
  if (isNight(now)) return
  const today = todayIn(now)
  const reviews = await tx
    .selectFrom('logReview')
    .select(['id', 'month', 'state', 'dueOn', 'told'])
    .where('state', '<>', 'done')
    .orderBy('month')
    .execute()
  for (const review of reviews) {
    const stage = stageOn(review, today)
    if (stage === review.told) continue
    let count = 0
    for (const { role, href } of told[stage]) {
      const receivers = await holdersAnywhere(tx, [role], today)
      const notice = { kind: 'reminder', title: t.told[stage](review), href: href(review.id), boardId: null }
      await layNotices(tx, { municipalityId, now }, { receivers, notice })
      count += receivers.length
    }
    if (count > 0)
      await tx.updateTable('logReview').set({ told: stage }).where('id', '=', review.id).execute()
  }
}
