import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { findWithoutPlan } from '#modules/agreements/public.ts'
import { findUnit } from '#modules/organisation/public.ts'
import { notify } from '#modules/notices/public.ts'
import { assertDelegated, findDecisionOf, recordDelegatedIfMay } from '#modules/delegations/public.ts'
import { command, type Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { delegationTexts } from '#texts/sv/delegations.ts'
import { followUpNotices } from '#texts/sv/followups.ts'
import { hoursTexts } from '#texts/sv/used-hours.ts'
import { CancelFollowUp, CloseFollowUp, MoveFollowUp } from './contract.ts'
import {
  capture,
  findReportStanding,
  listMembers,
  lockFollowUp,
  saveFollowUpState,
  withdrawOpenRequests,
} from './queries.ts'
import { findPrevious, planProtocol, type PlannedRow } from './queries-protocol.ts'
import { listHours } from './queries-hours.ts'
import { assertMembersFit, assertRolesFit } from './queries-team.ts'
import { withoutHours } from './rules-hours.ts'
import { moved, type FollowUp } from './rules.ts'
import { share, tellManagers } from './share.ts'

/** Makes the protocol of the requirements that bind today, and tells the unit, unless nobody is to know yet. */
export const prepareFollowUp = command({
  verb: 'followUp.prepare',
  input: MoveFollowUp,
  target: ({ db }, { followUpId }) => lockFollowUp(db, followUpId),
  async run(context, planned, input) {
    const { db, now } = context
    const { state } = moved(planned, 'prepare')
    refuseStale(planned, input.revision)
    if (planned.kind === 'eventDriven') await assertDecided(context, planned)
    const { followUp, rows } = await captureToday(context, planned)
    await assertRolesFit(db, followUp)
    await insertRows(context, followUp, rows)
    const revision = await saveFollowUpState(db, followUp, { state, preparedAt: now })
    if (followUp.announced) await share(context, followUp, followUpNotices.prepared(followUp.unitName))
    return { id: followUp.id, state, revision, requirements: rows.length }
  },
  detail: (_input, { requirements }) => ({ requirements }),
})

/** Who decides an event-driven follow-up (M-090) is set by a point of the board's delegation order, or by none. */
async function assertDecided(
  context: Context,
  { id, boardId, matterId, title, cause }: FollowUp,
): Promise<void> {
  const act = { boardId, act: 'eventDrivenFollowUp', sourceId: id } as const
  if (!(await findDecisionOf(context.db, act)))
    await recordDelegatedIfMay(context, {
      ...{ ...act, matterId, reason: cause },
      what: delegationTexts.eventDriven(title),
    })
  await assertDelegated(context, act)
}

/** A plan may be a year old: who runs the unit and what binds it are taken as they are on the day of preparing. */
async function captureToday(context: Context, planned: FollowUp) {
  const { db, now } = context
  const today = todayIn(now)
  const unit = await findUnit(db, planned.unitId, today)
  if (!unit) throw new Problem('wrongState', { detail: 'the unit has no state today' })
  const { providerId } = unit
  const isSame = planned.kind === 'revisit' && planned.providerId === providerId
  const previous = isSame
    ? { id: planned.previousId }
    : await findPrevious(db, { unitId: unit.id, providerId, id: planned.id })
  const followUp = {
    ...planned,
    providerId,
    previousId: previous?.id ?? null,
    requirementsPer: today,
    unitName: unit.name,
  }
  const plan = await planProtocol(db, followUp)
  if (!plan) throw new Problem('wrongState', { detail: 'no catalogue binds the unit' })
  await capture(db, followUp, {
    providerId,
    previousId: followUp.previousId,
    requirementsPer: today,
    agreementId: plan.agreement?.id ?? null,
    catalogueVersionId: plan.catalogueVersionId,
  })
  return { followUp, rows: plan.rows }
}

async function insertRows(context: Context, followUp: FollowUp, rows: readonly PlannedRow[]): Promise<void> {
  if (rows.length === 0) throw new Problem('wrongState', { detail: 'no requirement applies' })
  const { db, actor, now } = context
  await db
    .insertInto('protocolRow')
    .values(
      rows.map(({ requirement, origin }, at) => ({
        municipalityId: actor.municipalityId,
        id: uuidv7(now.getTime()),
        followUpId: followUp.id,
        boardId: followUp.boardId,
        unitId: followUp.unitId,
        requirementId: requirement.id,
        requirementKey: requirement.key,
        position: at + 1,
        origin,
        clause: requirement.clause,
      })),
    )
    .execute()
}

export const beginFollowUp = command({
  verb: 'followUp.begin',
  input: MoveFollowUp,
  target: ({ db }, { followUpId }) => lockFollowUp(db, followUpId),
  async run(context, followUp, input) {
    refuseStale(followUp, input.revision)
    return beginNow(context, followUp)
  },
})

/** Nobody judges before everyone has declared bias. An unannounced follow-up is known to the unit from here on. */
export async function beginNow(context: Context, followUp: FollowUp) {
  const { state } = moved(followUp, 'begin')
  await assertMembersFit(context.db, followUp)
  const revision = await saveFollowUpState(context.db, followUp, { state, begunAt: context.now })
  if (!followUp.sharedAt) await share(context, followUp, followUpNotices.begun(followUp.unitName))
  return { id: followUp.id, state, revision }
}

export const cancelFollowUp = command({
  verb: 'followUp.cancel',
  input: CancelFollowUp,
  target: ({ db }, { followUpId }) => lockFollowUp(db, followUpId),
  async run(context, followUp, { reason }) {
    const { state } = moved(followUp, 'cancel')
    const revision = await saveFollowUpState(context.db, followUp, { state, endedReason: reason })
    await withdrawOpenRequests(context.db, followUp.id)
    if (followUp.sharedAt) await tellManagers(context, followUp, followUpNotices.cancelled(followUp.unitName))
    return { id: followUp.id, state, revision }
  },
})

/** A follow-up ends when its report has reached unit, provider and board; else it says why it ends without. */
export const closeFollowUp = command({
  verb: 'followUp.close',
  input: CloseFollowUp,
  target: ({ db }, { followUpId }) => lockFollowUp(db, followUpId),
  async run(context, followUp, { reason }) {
    const { db, now } = context
    const { state } = moved(followUp, 'close')
    await refuseUnplanned(db, followUp)
    const report = await findReportStanding(db, followUp.id)
    if (reason === '' && !report.isDelivered)
      throw fieldProblem('reason', report.isFrozen ? 'reportNotDelivered' : 'reasonNeeded')
    const revision = await saveFollowUpState(db, followUp, { state, closedAt: now, endedReason: reason })
    await askForHours(context, followUp)
    return { id: followUp.id, state, revision }
  },
})

/** Whoever has not said what it took is asked once, when it ends: next year's plan is counted on it. */
async function askForHours(context: Context, { id, boardId, unitName }: FollowUp): Promise<void> {
  const recorded = (await listHours(context.db, id)).filter(({ replacedAt }) => replacedAt === null)
  const asked = withoutHours(await listMembers(context.db, id), recorded).map(({ accountId }) => accountId)
  await notify(
    context,
    asked.filter((accountId) => accountId !== context.actor.accountId),
    {
      kind: 'followUp.hours',
      title: hoursTexts.asked(unitName),
      href: `/uppfoljningar/${id}/team#timmar`,
      boardId,
    },
  )
}

/** The follow-up of a unit is an occasion of its agreement's follow-up plan, and does not end before it (M-024). */
async function refuseUnplanned(db: Db, { unitId, requirementsPer }: FollowUp): Promise<void> {
  if (await findWithoutPlan(db, unitId, requirementsPer))
    throw new Problem('checksRemain', { fields: fieldProblem('plan', 'followUpPlanNeeded').fields })
}

function refuseStale(followUp: FollowUp, revision: number | undefined): void {
  if (revision === undefined || revision === followUp.revision) return
  throw new Problem('stale', { current: { state: followUp.state, revision: followUp.revision } })
}
