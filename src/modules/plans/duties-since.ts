import type { IsoDate } from '#kernel/dates.ts'
import type { DutyRule, Owed } from '#modules/duties/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { yearPlanDutyLabels as labels } from '#texts/sv/duty-rules.ts'
import { sinceTexts as t } from '#texts/sv/plan-since.ts'
import { listYearPlans } from './queries.ts'
import { lookOverBy } from './rules-since.ts'
import { sinceDecided } from './since.ts'

/** A decided plan that the world has moved away from is looked over; a revision that is decided takes the reminder away. */
export const sinceDutyRule: DutyRule = {
  key: 'yearPlan.lookOver',
  label: labels.lookOver,
  list: listToLookOver,
}

async function listToLookOver(db: Db, { today }: { today: IsoDate }): Promise<Owed[]> {
  const owed: Owed[] = []
  for (const plan of await listYearPlans(db)) {
    if (plan.decidedVersion === null) continue
    const { version, since } = await sinceDecided(db, plan, today)
    const by = lookOverBy(since)
    if (!by) continue
    owed.push({
      sourceId: plan.id,
      period: String(version),
      boardId: plan.boardId,
      unitId: null,
      providerId: null,
      ownerId: null,
      ownerRole: 'strategist',
      title: t.duty(plan.title, since.length),
      href: `/planer/ar/${plan.id}/laget#sedan`,
      ground: t.ground,
      dueOn: by.dueOn,
      remindFrom: by.from,
      proof: null,
    })
  }
  return owed
}
