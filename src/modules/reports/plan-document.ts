import type { Actor } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { planContent, type YearPlan } from '#modules/plans/public.ts'
import type { Db } from '#platform/db/pool.ts'
import type { Paper } from '#platform/documents/document.ts'
import { periodTexts } from '#texts/sv/period-reports.ts'
import { planPaperTexts as t } from '#texts/sv/plan-papers.ts'
import { planStateNames } from '#texts/sv/plans.ts'
import { paperOf } from './blocks.ts'
import { letterheadOf, newestTemplate } from './queries-templates.ts'
import { findPlace } from './snapshot.ts'

/**
 * The plan as it stands now, as a document to take along: the same parts as the paper that is put before the board, without
 * the memo. It is no record: what the board decides on is the frozen paper.
 */
export async function planDocument(
  db: Db,
  plan: YearPlan,
  by: { actor: Actor; now: Date },
): Promise<Paper | undefined> {
  const date = todayIn(by.now)
  const content = await planContent(db, plan.id, plan.version, date)
  if (!content) return undefined
  const place = await findPlace(db, { boardId: plan.boardId, matterId: plan.matterId, unitId: null })
  const template = await newestTemplate(db)
  const letterhead = await letterheadOf(db, template?.id)
  const paper = paperOf({
    ...{ format: 1, paperId: plan.id, kind: 'plan', title: plan.title, date, author: by.actor.name },
    ...place,
    isInvented: false,
    sections: [],
    report: null,
    plan: content,
  })
  const dress = {
    subtitle: t.documentState(plan.version, planStateNames[plan.state]),
    ...((await hasInvented(db, plan.id)) && { invented: periodTexts.invented }),
    ...(letterhead && { letterhead }),
  }
  const blocks = paper.blocks.map((block) => (block.kind === 'table' ? { ...block, printed } : block))
  return { ...paper, ...dress, blocks }
}

/** A year of a large plan has thousands of rows: nobody reads them on paper, and Word takes long to write. Excel has all. */
const printed = 500

/** A plan with made-up units says so, as reports of them do. */
async function hasInvented(db: Db, yearPlanId: string): Promise<boolean> {
  const found = await db
    .selectFrom('planItem as i')
    .innerJoin('unit as u', (join) =>
      join.onRef('u.municipalityId', '=', 'i.municipalityId').onRef('u.id', '=', 'i.unitId'),
    )
    .select('u.id')
    .where('i.yearPlanId', '=', yearPlanId)
    .where('i.removedAt', 'is', null)
    .where('u.isInvented', '=', true)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}
