import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import type { z } from 'zod'
import { recordDelegated } from '#modules/delegations/public.ts'
import { holdersOf, notify, operatorsOf } from '#modules/notices/public.ts'
import { command, type Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { delegationTexts } from '#texts/sv/delegations.ts'
import { findingsTexts as t } from '#texts/sv/findings.ts'
import { beginBoardMemo } from './board-memo.ts'
import { CloseFinding, ConfirmRepeat, DecideIvo, EscalateFinding } from './contract.ts'
import { findFinding, lockFinding } from './queries.ts'
import { movedFinding, type LadderStep } from './rules.ts'

type Finding = NonNullable<Awaited<ReturnType<typeof lockFinding>>>

/** Closes a finding when its actions are closed, or with a reason. Never without the IVO decision where one is needed. */
export const closeFinding = command({
  verb: 'finding.close',
  input: CloseFinding,
  target: (context, input) => lockFinding(context.db, input.findingId),
  async run(context, finding, input) {
    const state = movedFinding(finding, 'close')
    refuseStale(finding, input.revision)
    const read = await findFinding(context.db, finding.id, todayIn(context.now))
    if (read?.ivoNeeded !== false && finding.ivoDecision === null)
      throw new Problem('checksRemain', { fields: [{ path: 'ivoDecision', code: 'ivoDecisionNeeded' }] })
    if (!(await allActionsClosed(context.db, finding.id)) && input.reason.length < 10)
      throw fieldProblem('reason', 'reasonNeeded')
    return save(context.db, finding, { state, closedAt: context.now, closedReason: input.reason })
  },
})

async function allActionsClosed(db: Db, findingId: string): Promise<boolean> {
  const rows = await db.selectFrom('action').select('state').where('findingId', '=', findingId).execute()
  return rows.length > 0 && rows.every((row) => row.state === 'closed')
}

/** A person confirms that this is the same deficiency as an earlier one of the unit, whatever the wording was then. */
export const confirmRepeat = command({
  verb: 'finding.confirmRepeat',
  input: ConfirmRepeat,
  target: (context, input) => lockFinding(context.db, input.findingId),
  async run({ db, actor }, finding, input) {
    refuseStale(finding, input.revision)
    const earlier = await db
      .selectFrom('finding')
      .select('id')
      .where('id', '=', input.repeatsId)
      .where('unitId', '=', finding.unitId)
      .where('foundAt', '<', finding.foundAt)
      .executeTakeFirst()
    if (!earlier) throw fieldProblem('repeatsId', 'notValid')
    return save(db, finding, { repeatsId: earlier.id, repeatConfirmedBy: actor.accountId })
  },
  detail: (input) => ({ repeatsId: input.repeatsId }),
})

/** SoL 27:7: IVO is notified of serious deficiencies in a licensed operation, or a signed reason says why not. */
export const decideIvo = command({
  verb: 'finding.decideIvo',
  input: DecideIvo,
  target: (context, input) => lockFinding(context.db, input.findingId),
  async run(context, finding, input) {
    const { db, actor, now } = context
    refuseStale(finding, input.revision)
    const read = await findFinding(db, finding.id, todayIn(now))
    if (read?.ivoNeeded !== true || finding.state === 'withdrawn') throw new Problem('wrongState')
    if (input.decision === 'notNotified' && input.reason.length < 10)
      throw fieldProblem('reason', 'reasonNeeded')
    await recordIvo(context, finding, input)
    return save(db, finding, {
      ivoDecision: input.decision,
      ivoReason: input.reason,
      ivoDecidedBy: actor.accountId,
      ivoDecidedAt: now,
    })
  },
  detail: (input) => ({ decision: input.decision }),
})

/** Where the board's delegation order names who decides it, it is a decision by delegation and only theirs. */
async function recordIvo(
  context: Context,
  finding: Finding,
  { decision, reason }: z.output<typeof DecideIvo>,
): Promise<void> {
  const words = decision === 'notNotified' ? delegationTexts.ivoNotNotified : delegationTexts.ivoNotified
  await recordDelegated(context, {
    ...{ boardId: finding.boardId, act: 'ivoNotification', sourceId: finding.id, reason },
    ...{ matterId: await matterOf(context.db, finding), what: delegationTexts.ivo(words, finding.title) },
  })
}

/** A sanction by an official needs its point (KL 6:37); where the order names none, the board itself decides it. */
async function recordSanction(context: Context, finding: Finding, reason: string): Promise<void> {
  await recordDelegated(context, {
    ...{ boardId: finding.boardId, act: 'sanction', sourceId: finding.id, reason },
    ...{ matterId: await matterOf(context.db, finding), what: delegationTexts.sanction(finding.title) },
  })
}

async function matterOf(db: Db, finding: Finding): Promise<string | null> {
  const followUp = await db
    .selectFrom('followUp')
    .select('matterId')
    .where('id', '=', finding.followUpId)
    .executeTakeFirst()
  return followUp?.matterId ?? null
}

/** The next step of the ladder, with its clause and reason. Every step is kept; the board's begins its memo too. */
export const escalateFinding = command({
  verb: 'finding.escalate',
  input: EscalateFinding,
  target: (context, input) => lockFinding(context.db, input.findingId),
  async run(context, finding, input) {
    const state = movedFinding(finding, 'escalate')
    refuseStale(finding, input.revision)
    if (input.step === 'sanction') await recordSanction(context, finding, input.reason)
    await keepStep(context, finding, input)
    const { step, clause } = input
    const memo = step === 'boardReport' ? await beginBoardMemo(context, finding.id) : undefined
    const taken = { state, nextStep: step, nextStepClause: clause }
    const saved = await save(context.db, finding, memo ? { ...taken, boardPaperId: memo } : taken)
    await tellOfStep(context, finding, step)
    return saved
  },
  detail: (input) => ({ step: input.step }),
})

async function keepStep(
  { db, actor, now }: Context,
  finding: Finding,
  { step, clause, reason }: { step: LadderStep; clause: string; reason: string },
): Promise<void> {
  await db
    .insertInto('findingStep')
    .values({
      municipalityId: actor.municipalityId,
      id: uuidv7(now.getTime()),
      findingId: finding.id,
      boardId: finding.boardId,
      unitId: finding.unitId,
      providerId: finding.providerId,
      step,
      clause,
      reason,
      decidedBy: actor.accountId,
      decidedByName: actor.name,
      decidedAt: now,
    })
    .execute()
}

/** The provider hears of it if it knows of the finding; what goes to the board is told to the secretary too. */
async function tellOfStep(context: Context, finding: Finding, step: LadderStep): Promise<void> {
  const today = todayIn(context.now)
  const href = `/brister/${finding.id}`
  const { boardId } = finding
  if (finding.sharedAt !== null)
    await notify(context, await operatorsOf(context.db, finding, today), {
      kind: 'finding.escalate',
      title: t.notices.step,
      href,
      boardId,
    })
  if (step === 'boardReport')
    await notify(context, await holdersOf(context.db, boardId, ['boardSecretary'], today), {
      kind: 'finding.boardReport',
      title: t.notices.boardReport,
      href,
      boardId,
    })
}

type Patch = Partial<
  Pick<
    Finding,
    | 'state'
    | 'closedAt'
    | 'closedReason'
    | 'repeatsId'
    | 'repeatConfirmedBy'
    | 'ivoDecision'
    | 'ivoReason'
    | 'ivoDecidedBy'
    | 'ivoDecidedAt'
    | 'nextStep'
    | 'nextStepClause'
    | 'boardPaperId'
  >
>

async function save(db: Db, finding: Finding, patch: Patch) {
  const revision = finding.revision + 1
  await db
    .updateTable('finding')
    .set({ ...patch, revision })
    .where('id', '=', finding.id)
    .execute()
  return { id: finding.id, state: patch.state ?? finding.state, revision }
}

function refuseStale(finding: Finding, revision: number): void {
  if (finding.revision === revision) return
  const { state, nextStep, ivoDecision } = finding
  throw new Problem('stale', { current: { state, nextStep, ivoDecision, revision: finding.revision } })
}
