import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { refreshDuties } from '#modules/duties/public.ts'
import { readFiles, storeFile, type IncomingFile } from '#modules/files/public.ts'
import { notify, notifyTeam, operatorsOf } from '#modules/notices/public.ts'
import { command, type Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { findingsTexts as t } from '#texts/sv/findings.ts'
import { JudgeAction, ReportAction, ReturnAction, SayOfAction, VerifyAction } from './contract.ts'
import { findingDutyRules } from './duties.ts'
import { findAction, lockAction } from './queries-plans.ts'
import { registerIncoming } from './records.ts'
import { movedAction, type ActionVerb } from './rules.ts'
import { settle } from './settle.ts'

type Action = NonNullable<Awaited<ReturnType<typeof lockAction>>>
type Place = Pick<Action, 'id' | 'boardId' | 'unitId' | 'providerId'>
type Entry = {
  kind: 'message' | 'return' | 'approval' | 'report' | 'evidence' | 'verification'
  text: string
  fileId?: string | null
}

export const approveAction = command({
  verb: 'action.approve',
  input: JudgeAction,
  target: (context, input) => lockAction(context.db, input.actionId),
  async run(context, action, input) {
    const result = await move(context, action, { verb: 'approve', revision: input.revision })
    await addEntry(context, action, { kind: 'approval', text: '' })
    await settle(context, action, 'approve')
    await tellOperators(context, action, { kind: 'action.approve', title: t.notices.actionApproved })
    return result
  },
})

/** Returns a row with the reason: the provider changes it and sends the plan again; what was said stays. */
export const returnAction = command({
  verb: 'action.return',
  input: ReturnAction,
  target: (context, input) => lockAction(context.db, input.actionId),
  async run(context, action, input) {
    const change = { verb: 'return', revision: input.revision, set: { returnReason: input.reason } } as const
    const result = await move(context, action, change)
    await addEntry(context, action, { kind: 'return', text: input.reason })
    await settle(context, action, 'return')
    await tellOperators(context, action, {
      kind: 'action.return',
      title: t.notices.actionReturned,
      href: `/handlingsplaner/${action.actionPlanId}`,
    })
    return result
  },
})

/** The dialogue about an action, kept. Both sides write in it; the other side gets a notice. */
export const sayOfAction = command({
  verb: 'action.message',
  input: SayOfAction,
  target: (context, input) => findAction(context.db, input.actionId, todayIn(context.now)),
  async run(context, action, input) {
    if (action.state === 'draft') throw new Problem('wrongState')
    const id = await addEntry(context, action, { kind: 'message', text: input.text })
    const notice = { kind: 'action.message', title: t.notices.message }
    if (context.actor.side === 'office') await tellOperators(context, action, notice)
    else
      await notifyTeam(context, {
        ...notice,
        followUpId: action.followUpId,
        href: `/atgarder/${action.id}`,
      })
    return { id }
  },
})

/** The operator tells what was done and shows it. What is handed in is a record on arrival. */
export const reportAction = command({
  verb: 'action.report',
  input: ReportAction,
  before: readFiles,
  target: (context, input) => lockAction(context.db, input.actionId),
  async run(context, action, input) {
    if (!input.file && input.evidence.length < 10) throw fieldProblem('evidence', 'actionEvidenceNeeded')
    const result = await move(context, action, { verb: 'report', revision: input.revision })
    const fileId = input.file ? await storeEvidence(context, action, input.file) : null
    const entryId = await addEntry(context, action, { kind: 'report', text: input.text })
    await addEntry(context, action, { kind: 'evidence', text: input.evidence, fileId })
    const plan = await followUpOf(context.db, action.actionPlanId)
    await notifyTeam(context, {
      followUpId: plan.followUpId,
      kind: 'action.report',
      title: t.notices.actionReported,
      href: `/atgarder/${action.id}`,
    })
    const title = t.records.report(action.title)
    const record = {
      planId: action.actionPlanId,
      sourceId: entryId,
      kind: 'actionReport',
      title,
      fileId,
    } as const
    await registerIncoming(context, record)
    await refreshDuties(context, findingDutyRules, [action.id])
    return result
  },
})

/** The office judges the effect. Not effective: it goes back with the reason, and the plan with it. */
export const verifyAction = command({
  verb: 'action.verify',
  input: VerifyAction,
  target: (context, input) => lockAction(context.db, input.actionId),
  async run(context, action, input) {
    const { actor, now } = context
    if (input.effective && !(await hasEvidence(context.db, action.id)))
      throw fieldProblem('effect', 'actionEvidenceMissing')
    const judged = { effect: input.effect, verifiedBy: actor.accountId, verifiedAt: now }
    const change = input.effective
      ? ({ verb: 'verify', set: judged } as const)
      : ({ verb: 'fail', set: { returnReason: input.effect } } as const)
    const result = await move(context, action, { ...change, revision: input.revision })
    await addEntry(context, action, {
      kind: input.effective ? 'verification' : 'return',
      text: input.effect,
    })
    await settle(context, action, change.verb)
    await tellOperators(context, action, {
      kind: 'action.verify',
      title: input.effective ? t.notices.actionVerified : t.notices.actionNotEffective,
    })
    return result
  },
  detail: (input) => ({ effective: input.effective }),
})

/** Only with evidence and somebody who approved the effect. */
export const closeAction = command({
  verb: 'action.close',
  input: JudgeAction,
  target: (context, input) => lockAction(context.db, input.actionId),
  async run(context, action, input) {
    if (action.verifiedBy === null || !(await hasEvidence(context.db, action.id)))
      throw new Problem('wrongState', { detail: 'no evidence or nobody has approved it' })
    const result = await move(context, action, { verb: 'close', revision: input.revision })
    await settle(context, action, 'close')
    return result
  },
})

async function hasEvidence(db: Db, actionId: string): Promise<boolean> {
  const found = await db
    .selectFrom('actionEntry')
    .select('id')
    .where('actionId', '=', actionId)
    .where('kind', '=', 'evidence')
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

type Change = {
  verb: ActionVerb
  revision: number
  set?: { returnReason?: string; effect?: string; verifiedBy?: string; verifiedAt?: Date }
}

async function move({ db }: Context, action: Action, { verb, revision, set }: Change) {
  const state = movedAction(action, verb)
  if (action.revision !== revision)
    throw new Problem('stale', { current: { state: action.state, revision: action.revision } })
  await db
    .updateTable('action')
    .set({ ...set, state, revision: action.revision + 1 })
    .where('id', '=', action.id)
    .execute()
  return { id: action.id, state, revision: action.revision + 1 }
}

async function addEntry(context: Context, action: Place, entry: Entry): Promise<string> {
  const { db, actor, now } = context
  const id = uuidv7(now.getTime())
  await db
    .insertInto('actionEntry')
    .values({
      municipalityId: actor.municipalityId,
      id,
      actionId: action.id,
      boardId: action.boardId,
      unitId: action.unitId,
      providerId: action.providerId,
      ...entry,
      madeBy: actor.accountId,
      madeByName: actor.name,
      madeAt: now,
    })
    .execute()
  return id
}

async function tellOperators(
  context: Context,
  action: Place,
  notice: { kind: string; title: string; href?: string },
): Promise<void> {
  const receivers = await operatorsOf(context.db, action, todayIn(context.now))
  await notify(context, receivers, { href: `/atgarder/${action.id}`, ...notice, boardId: action.boardId })
}

async function storeEvidence(context: Context, action: Place, file: IncomingFile): Promise<string> {
  const { boardId, unitId, providerId } = action
  const stored = await storeFile(context, file, { boardId, unitId, providerId, shared: true })
  return stored.id
}

function followUpOf(db: Db, planId: string) {
  return db.selectFrom('actionPlan').select('followUpId').where('id', '=', planId).executeTakeFirstOrThrow()
}
