import { sql } from 'kysely'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { refreshDuties } from '#modules/duties/public.ts'
import { addRecordIfMatter } from '#modules/meetings/public.ts'
import { notify, notifyTeam, operatorsOf } from '#modules/notices/public.ts'
import { command, type Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { findingsTexts as t } from '#texts/sv/findings.ts'
import { RequestPlan, SubmitPlan } from './contract.ts'
import { findingDutyRules } from './duties.ts'
import { listPlanFindings } from './queries.ts'
import { listPlanActions, listRewritten, lockPlan } from './queries-plans.ts'
import { registerIncoming } from './records.ts'
import { defaultDueOn, missingIn, movedAction, movedPlan, type Missing } from './rules.ts'

/** Asks the unit's manager for an action plan: all open findings of a fixed follow-up; acute ones do not wait for it. */
export const requestPlan = command({
  verb: 'plan.request',
  input: RequestPlan,
  target: (context, input) => lockFollowUpRow(context.db, input.followUpId),
  async run(context, followUp, input) {
    const today = todayIn(context.now)
    if (input.dueOn && input.dueOn < today) throw fieldProblem('dueOn', 'dateInPast')
    const findings = await listWithoutPlan(context.db, followUp)
    if (findings.length === 0) throw new Problem('wrongState', { detail: 'no finding without a plan' })
    const dueOn =
      input.dueOn ??
      defaultDueOn(
        findings.map((finding) => finding.severity),
        today,
      )
    const id = await insertPlan(context, followUp, dueOn)
    await attachFindings(
      context,
      id,
      findings.map((finding) => finding.id),
    )
    const acute = findings.some((finding) => finding.severity === 'acute')
    await tellOperators(context, followUp, { id, acute })
    return { id, dueOn, findings: findings.length }
  },
  detail: (_input, result) => ({ planId: result.id, dueOn: result.dueOn, findings: result.findings }),
})

type FollowUpRow = NonNullable<Awaited<ReturnType<typeof lockFollowUpRow>>>

function lockFollowUpRow(db: Db, followUpId: string) {
  return db
    .selectFrom('followUp')
    .select(['id', 'boardId', 'unitId', 'providerId', 'matterId', 'title', 'state'])
    .where('id', '=', followUpId)
    .forUpdate()
    .executeTakeFirst()
}

/** A finding whose plan was closed without remedy can be asked for again. */
function listWithoutPlan(db: Db, followUp: FollowUpRow) {
  const isFixed = followUp.state === 'fixed' || followUp.state === 'closed'
  return db
    .selectFrom('finding as f')
    .leftJoin('actionPlan as ap', (join) =>
      join.onRef('ap.municipalityId', '=', 'f.municipalityId').onRef('ap.id', '=', 'f.actionPlanId'),
    )
    .select(['f.id', 'f.severity'])
    .where('f.followUpId', '=', followUp.id)
    .where('f.state', 'in', ['open', 'escalated'])
    .where((where) => where.or([where('ap.id', 'is', null), where('ap.state', '=', 'closed')]))
    .$if(!isFixed, (query) => query.where('f.severity', '=', 'acute'))
    .orderBy('f.id')
    .execute()
}

async function insertPlan(context: Context, followUp: FollowUpRow, dueOn: string): Promise<string> {
  const { db, actor, now } = context
  const id = uuidv7(now.getTime())
  await db
    .insertInto('actionPlan')
    .values({
      municipalityId: actor.municipalityId,
      id,
      followUpId: followUp.id,
      boardId: followUp.boardId,
      unitId: followUp.unitId,
      providerId: followUp.providerId,
      state: 'requested',
      dueOn,
      requestedBy: actor.accountId,
      requestedAt: now,
      sharedAt: now,
    })
    .execute()
  return id
}

async function attachFindings(context: Context, planId: string, findingIds: readonly string[]) {
  await context.db
    .updateTable('finding')
    .set((set) => ({
      actionPlanId: planId,
      sharedAt: sql<Date>`coalesce(shared_at, ${context.now})`,
      revision: set('revision', '+', 1),
    }))
    .where('id', 'in', [...findingIds])
    .execute()
}

async function tellOperators(context: Context, followUp: FollowUpRow, plan: { id: string; acute: boolean }) {
  const receivers = await operatorsOf(context.db, followUp, todayIn(context.now))
  await notify(context, receivers, {
    kind: 'plan.request',
    title: plan.acute ? t.notices.planRequestedAcute : t.notices.planRequested,
    href: `/handlingsplaner/${plan.id}`,
    boardId: followUp.boardId,
    acute: plan.acute,
  })
  const provider = await context.db
    .selectFrom('provider')
    .select('name')
    .where('id', '=', followUp.providerId)
    .executeTakeFirst()
  await addRecordIfMatter(context, {
    matterId: followUp.matterId,
    boardId: followUp.boardId,
    direction: 'out',
    kind: 'actionPlanRequest',
    title: t.records.planRequest(followUp.title),
    sourceId: plan.id,
    party: provider?.name ?? '',
  })
}

/** Sends the plan. It cannot be sent until every finding has action, owner, date for action and for follow-up. */
export const submitPlan = command({
  verb: 'plan.submit',
  input: SubmitPlan,
  target: (context, input) => lockPlan(context.db, input.planId),
  async run(context, plan) {
    const { db, actor, now } = context
    const state = movedPlan(plan, 'submit')
    const today = todayIn(now)
    const missing = missingIn(
      await listPlanFindings(db, plan.id, today),
      await listPlanActions(db, plan.id, today),
    )
    if (missing.length > 0) throw new Problem('incompletePlan', { fields: missing.map(toFault) })
    await sendRewritten(context, plan.id)
    await sendRows(context, plan.id)
    await db
      .updateTable('actionPlan')
      .set({ state, submittedBy: actor.accountId, submittedAt: now, revision: plan.revision + 1 })
      .where('id', '=', plan.id)
      .execute()
    await notifyTeam(context, {
      followUpId: plan.followUpId,
      kind: 'plan.submit',
      title: t.notices.planSubmitted,
      href: `/handlingsplaner/${plan.id}`,
    })
    await registerIncoming(context, {
      planId: plan.id,
      sourceId: plan.id,
      kind: 'actionPlan',
      title: t.records.plan,
      fileId: null,
    })
    await refreshDuties(context, findingDutyRules, [plan.id])
    return { id: plan.id, state }
  },
})

function toFault({ findingId, actionId, what }: Missing) {
  const codes = {
    action: 'actionNeeded',
    title: 'actionNeeded',
    owner: 'ownerNeeded',
    dueOn: 'dueOnNeeded',
    followUpOn: 'followUpOnNeeded',
  } as const
  return { path: ['findings', findingId, ...(actionId ? [actionId] : []), what].join('.'), code: codes[what] }
}

/** What was rewritten in the own space takes the place of what was returned; the dialogue stays with the action. */
async function sendRewritten({ db }: Context, planId: string): Promise<void> {
  for (const draft of await listRewritten(db, planId)) {
    if (!draft.revisesId) continue
    const { title, description, owner, dueOn, followUpOn, revision } = draft
    await db
      .updateTable('action')
      .set({ title, description, owner, dueOn, followUpOn, revision })
      .where('id', '=', draft.revisesId)
      .where('state', '=', 'returned')
      .execute()
    await db.deleteFrom('action').where('id', '=', draft.id).execute()
  }
}

async function sendRows({ db }: Context, planId: string): Promise<void> {
  await db
    .updateTable('action')
    .set((set) => ({ state: movedAction({ state: 'draft' }, 'submit'), revision: set('revision', '+', 1) }))
    .where('actionPlanId', '=', planId)
    .where('state', 'in', ['draft', 'returned'])
    .execute()
}
