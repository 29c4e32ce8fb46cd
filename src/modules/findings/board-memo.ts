import { todayIn } from '#kernel/dates.ts'
import { startMemo } from '#modules/reports/public.ts'
import type { Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { boardMemoTexts as t } from '#texts/sv/board-memo.ts'
import { findFinding, listChain, listSteps, type FindingRow } from './queries.ts'
import { findPlan, listEntries, listFindingActions } from './queries-plans.ts'

/**
 * Begins the memo to the board with what has happened since the deficiency was found. The proposal is left empty: it is
 * for a person to write, and the memo cannot be fixed without it. Without a matter there is nowhere to begin it.
 */
export async function beginBoardMemo(context: Context, findingId: string): Promise<string | undefined> {
  const { db, now } = context
  const finding = await findFinding(db, findingId, todayIn(now))
  if (!finding || finding.boardPaperId) return undefined
  const followUp = await db
    .selectFrom('followUp')
    .select('matterId')
    .where('id', '=', finding.followUpId)
    .executeTakeFirst()
  if (!followUp?.matterId) return undefined
  const { title: found, state, unitName: unit, providerName: provider } = finding
  return startMemo(context, {
    boardId: finding.boardId,
    matterId: followUp.matterId,
    title: t.title(unit, found),
    texts: {
      summary: t.summary({ finding: found, unit, provider, day: todayIn(finding.foundAt), state }),
      basis: await historyOf(db, finding, todayIn(now)),
      receivers: t.receivers(unit, provider),
    },
  })
}

async function historyOf(db: Db, finding: FindingRow, today: string): Promise<string> {
  const chain = await listChain(db, finding.id)
  const steps = await listSteps(db, finding.id)
  const { requirementCode, requirementTitle, requirementText, severity, description } = finding
  const course = [
    ...chain.toReversed().map((one) => t.repeats(todayIn(one.foundAt), one.title)),
    t.found(todayIn(finding.foundAt), severity, description),
    ...(await planLines(db, finding.actionPlanId)),
    ...steps.map((one) => t.step(todayIn(one.decidedAt), one)),
  ]
  return [
    t.requirement(requirementCode, requirementTitle, requirementText),
    bulleted(course),
    ...(await actionParts(db, finding.id, today)),
  ].join('\n\n')
}

async function planLines(db: Db, planId: string | null): Promise<string[]> {
  const plan = planId ? await findPlan(db, planId) : undefined
  if (!plan) return []
  return [
    t.requested(todayIn(plan.requestedAt), plan.dueOn),
    ...(plan.submittedAt ? [t.submitted(todayIn(plan.submittedAt))] : []),
  ]
}

/** Each action with what was said of it; the dialogue itself stays between the two who had it. */
async function actionParts(db: Db, findingId: string, today: string): Promise<string[]> {
  const actions = await listFindingActions(db, findingId, today)
  if (actions.length === 0) return [t.noActions]
  const parts = []
  for (const action of actions) {
    const entries = await listEntries(db, action.id)
    const said = entries.flatMap(({ kind, madeAt, text }) => t.entry[kind]?.(todayIn(madeAt), text) ?? [])
    parts.push(t.action(action.title, action.dueOn), ...(said.length > 0 ? [bulleted(said)] : []))
  }
  return parts
}

const bulleted = (lines: readonly string[]) =>
  lines
    .map(
      (line) =>
        `- ${line
          .split('\n')
          .map((part) => part.trim())
          .filter(Boolean)
          .join(' ')}`,
    )
    .join('\n')
