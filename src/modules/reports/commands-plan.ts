import { todayIn } from '#kernel/dates.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { lockMatter } from '#modules/meetings/public.ts'
import { findYearPlan, planContent } from '#modules/plans/public.ts'
import { command } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { planPaperTexts as t } from '#texts/sv/plan-papers.ts'
import { insertPaper } from './commands.ts'
import { CreatePlanPaper } from './contract.ts'
import { planSections } from './plan-prefill.ts'
import type { PlanSource } from './rules.ts'
import { standardTexts } from './queries-templates.ts'

/** The plan of the year as it is put before the board, with its memo; a later version replaces the one before. */
export const createPlanPaper = command({
  verb: 'paper.create',
  input: CreatePlanPaper,
  target: ({ db }, input) => findYearPlan(db, input.yearPlanId),
  async run(context, plan, input) {
    const { db, now } = context
    const content = await planContent(db, plan.id, plan.version, todayIn(now))
    if (!content) throw new Problem('notFound')
    const matterId = input.matterId ?? plan.matterId
    const matter = matterId ? await lockMatter(db, matterId) : undefined
    if (!matter) throw fieldProblem('matterId', 'required')
    if (matter.boardId !== plan.boardId) throw new Problem('notFound')
    const source: PlanSource = { yearPlanId: plan.id, version: plan.version }
    const replacesId = await earlierPaper(db, source)
    const id = await insertPaper(context, {
      origin: { id: matter.id, boardId: plan.boardId, matterId: matter.id },
      matterId: matter.id,
      title: t.title(content.title),
      sections: planSections(content, await standardTexts(db, 'plan')),
      kind: 'plan',
      source,
      period: content.years.map(String)[0] ?? '',
      ...(replacesId ? { replacesId } : {}),
    })
    return { id, revision: 1 }
  },
  detail: ({ yearPlanId }) => ({ yearPlanId }),
})

/** The newest frozen paper of the plan that nothing has replaced; a draft of the same version is the one to write in. */
async function earlierPaper(db: Db, source: PlanSource): Promise<string | undefined> {
  const papers = await db
    .selectFrom('paper')
    .select(['id', 'state', 'source', 'replacesId'])
    .where('kind', '=', 'plan')
    .where('source', '@>', JSON.stringify({ yearPlanId: source.yearPlanId }))
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .execute()
  if (papers.some(({ state }) => state === 'draft')) throw new Problem('alreadyDone')
  const replaced = new Set(papers.map(({ replacesId }) => replacesId))
  return papers.find(({ id }) => !replaced.has(id))?.id
}
