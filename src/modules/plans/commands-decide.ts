import { createHash } from 'node:crypto'
import { todayIn, type IsoDate } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { may } from '#access/may.ts'
import { sql } from 'kysely'
import { command, type Context } from '#platform/command.ts'
import { recordDelegated } from '#modules/delegations/public.ts'
import { delegationTexts } from '#texts/sv/delegations.ts'
import { decisionTexts } from '#texts/sv/plans-decisions.ts'
import { assertReady } from './checks.ts'
import { savePlan } from './commands.ts'
import { contentNow } from './content.ts'
import { FixPlan } from './contract.ts'
import { listItems } from './queries-items.ts'
import {
  getSetting,
  listVersions,
  lockYearPlan,
  type PlanSetting,
  type PlanVersion,
  type YearPlan,
} from './queries.ts'
import { canMove, moved, type PlanDecision } from './rules.ts'

/** Who fixes this version: the plan itself, or a change of a plan that was decided (M-059). */
export function fixerOf(setting: PlanSetting, plan: Pick<YearPlan, 'version'>): PlanSetting['fixedBy'] {
  return plan.version === 1 ? setting.fixedBy : setting.changedBy
}

/**
 * Writes a decision down: the management's own by its delegation point, or a board's that was taken where the meetings
 * are not kept in here. With "both", the management's comes first and the board's makes the plan decided.
 */
export const fixYearPlan = command({
  verb: 'yearPlan.fix',
  input: FixPlan,
  target: ({ db }, { yearPlanId }) => lockYearPlan(db, yearPlanId),
  async run(context, plan, input) {
    if (input.revision !== plan.revision) throw new Problem('stale', { current: { revision: plan.revision } })
    if (!canMove(plan.state, 'decide')) throw new Problem('wrongState')
    if (input.decidedOn > todayIn(context.now)) throw fieldProblem('decidedOn', 'dateInFuture')
    const setting = await getSetting(context.db, plan.boardId)
    const fixer = fixerOf(setting, plan)
    if (fixer !== 'both' && fixer !== input.by) throw fieldProblem('by', 'chooseOne')
    await assertReady(context, plan)
    const delegationPoint = input.by === 'management' ? setting.delegationPoint : ''
    const { by, decidedOn, paragraph, wording } = input
    if (by === 'management') await recordFixed(context, plan, wording)
    await freezeVersion(context, plan, { by, decidedOn, paragraph, wording, delegationPoint })
    const isDone = fixer !== 'both' || input.by === 'board'
    if (isDone) await savePlan(context, plan, { state: moved(plan, 'decide').state, returnedNote: '' })
    return { id: plan.id, version: plan.version, decided: isDone }
  },
  detail: (input, result) => ({ by: input.by, version: result.version, paragraph: input.paragraph }),
})

/** Where the board's delegation order has a point for it, it is a decision by that point, reported to the board. */
async function recordFixed(context: Context, plan: YearPlan, reason: string): Promise<void> {
  const { id: sourceId, boardId, matterId, title } = plan
  const what = delegationTexts.fixPlan(title)
  await recordDelegated(context, { act: 'fixPlan', sourceId, boardId, matterId, what, reason })
}

/** Freezes all rows and the content as papers have it. A version is written once and never again. */
async function freezeVersion(context: Context, plan: YearPlan, decision: PlanDecision): Promise<void> {
  const { db, actor, now } = context
  const versions = await listVersions(db, plan.id)
  if (versions.some((one) => one.version === plan.version && one.decidedBy === decision.by))
    throw new Problem('alreadyDone')
  const content = await contentNow(db, plan, { versions, today: todayIn(now), decision })
  const frozen = JSON.stringify({ content, items: await listItems(db, plan.id) })
  await db
    .insertInto('yearPlanVersion')
    .values({
      municipalityId: actor.municipalityId,
      id: uuidv7(now.getTime()),
      yearPlanId: plan.id,
      boardId: plan.boardId,
      version: plan.version,
      content: frozen,
      sha256: createHash('sha256').update(frozen).digest(),
      decidedBy: decision.by,
      decidedOn: decision.decidedOn,
      paragraph: decision.paragraph,
      delegationPoint: decision.delegationPoint,
      wording: decision.wording,
      reason: plan.version > 1 ? plan.reason : '',
      recordedBy: actor.accountId,
      recordedAt: now,
    })
    .execute()
}

export type BoardOutcome = 'asProposed' | 'ownWording' | 'rejected' | 'referredBack' | 'tabled' | 'noted'
export type BoardDecision = {
  paperId: string
  outcome: BoardOutcome
  paragraph: string
  decidedOn: IsoDate
  wording: string
}

/**
 * What a board has decided about a plan's paper moves the plan. Called inside the secretary's own command, once for each
 * outcome written; the same outcome again changes nothing. Papers that carry no plan are passed by.
 */
export async function planDecided(context: Context, decided: BoardDecision): Promise<void> {
  const plan = await lockPlanOfPaper(context, decided.paperId)
  if (!plan) return
  const standing = await undoEarlier(context, plan, decided)
  await movesOf[decided.outcome](context, standing, decided)
}

/**
 * An outcome can be mended until the minutes are adjusted, and the plan follows: what was written as decided by the
 * first outcome is told to have been withdrawn, and the plan stands as it was handed over. The same outcome in the same
 * words withdraws nothing, and what somebody wrote in by hand is not the secretary's to undo.
 */
async function undoEarlier(context: Context, plan: YearPlan, decided: BoardDecision): Promise<YearPlan> {
  if (plan.state !== 'decided' || plan.paperId !== decided.paperId) return plan
  const written = (await listVersions(context.db, plan.id)).find(
    (one) => one.version === plan.version && one.decidedBy === 'board',
  )
  if (!written || isSameDecision(written, decided)) return plan
  await context.db
    .updateTable('yearPlanVersion')
    .set({ withdrawnAt: context.now, withdrawnNote: decisionTexts.withdrawn(decided) })
    .where('id', '=', written.id)
    .execute()
  const { state } = moved(plan, 'undo')
  const revision = await savePlan(context, plan, { state })
  return { ...plan, state, revision }
}

function isSameDecision(written: PlanVersion, decided: BoardDecision): boolean {
  const adopts = decided.outcome === 'asProposed' || decided.outcome === 'ownWording'
  const keys = ['paragraph', 'decidedOn', 'wording'] as const
  return adopts && keys.every((key) => written[key] === decided[key])
}

type Mover = (context: Context, plan: YearPlan, decided: BoardDecision) => Promise<void>
const movesOf: Readonly<Record<BoardOutcome, Mover>> = {
  asProposed: adopt,
  ownWording: adopt,
  rejected: (context, plan, decided) => sendBack(context, plan, decisionTexts.rejected(decided)),
  referredBack: (context, plan, decided) => sendBack(context, plan, decisionTexts.referredBack(decided)),
  tabled: tell,
  noted: tell,
}

async function adopt(context: Context, plan: YearPlan, decided: BoardDecision): Promise<void> {
  if (plan.state === 'decided') return
  // A draft may have changed since its paper was frozen: only what was handed over is decided by it.
  if (plan.state !== 'submitted') return tell(context, plan, decided)
  const { paragraph, decidedOn, wording } = decided
  await freezeVersion(context, plan, { by: 'board', paragraph, decidedOn, wording, delegationPoint: '' })
  await savePlan(context, plan, {
    state: moved(plan, 'decide').state,
    paperId: decided.paperId,
    returnedNote: '',
  })
}

/**
 * Back to the desk (återremiss, avslag): what the board said stands at the top of the plan until it is handed over again.
 * A version that was written in by hand stays, and the page tells what the board said.
 */
async function sendBack(context: Context, plan: YearPlan, note: string): Promise<void> {
  if (plan.state === 'decided') {
    await savePlan(context, plan, { returnedNote: decisionTexts.decidedBefore(note) })
    return
  }
  const state = canMove(plan.state, 'sendBack') ? moved(plan, 'sendBack').state : plan.state
  await savePlan(context, plan, { state, paperId: null, meetingId: null, returnedNote: note })
}

/** Tabled (bordlagd) or noted: the plan stays where it is, and its page tells. */
async function tell(context: Context, plan: YearPlan, decided: BoardDecision): Promise<void> {
  const note = plan.state === 'draft' ? decisionTexts.notHandedOver(decided) : decisionTexts.told(decided)
  if (plan.state !== 'decided') await savePlan(context, plan, { meetingId: null, returnedNote: note })
}

/** The plan whose version the paper carries; an earlier version's paper moves nothing. */
async function lockPlanOfPaper({ db, actor }: Context, paperId: string): Promise<YearPlan | undefined> {
  const paper = await db
    .selectFrom('paper')
    .select(['id', 'boardId'])
    .select([
      sql<string | null>`source->>'yearPlanId'`.as('yearPlanId'),
      sql<string | null>`source->>'version'`.as('version'),
    ])
    .where('id', '=', paperId)
    .where('kind', '=', 'plan')
    .executeTakeFirst()
  if (!paper?.yearPlanId || !may(actor, 'agenda.decide', { boardId: paper.boardId })) return undefined
  const plan = await lockYearPlan(db, paper.yearPlanId)
  return plan && plan.boardId === paper.boardId && String(plan.version) === (paper.version ?? '1')
    ? plan
    : undefined
}
