import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { findUnit } from '#modules/organisation/public.ts'
import { notify } from '#modules/notices/public.ts'
import { command, type Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { followUpNotices } from '#texts/sv/followups.ts'
import { ChangeFollowUp, CreateFollowUp } from './contract.ts'
import { addToTeam } from './commands-team.ts'
import { takeMatter } from './take-matter.ts'
import { findPrevious, findRevisited, planProtocol } from './queries-protocol.ts'
import { lockFollowUp, saveFollowUpState } from './queries.ts'
import type { FollowUp, FollowUpKind } from './rules.ts'

/** Plans a follow-up of a unit: captures who runs it, which agreement binds and what was found last time. */
export const createFollowUp = command({
  verb: 'followUp.create',
  input: CreateFollowUp,
  async target({ db, now }, input) {
    const unit = await findUnit(db, input.unitId, todayIn(now))
    return unit && { boardId: unit.boardId, unitId: unit.id, unit }
  },
  async run(context, { unit }, input) {
    const followUp = await planFollowUp(context, unit, input)
    await addLead(context, { ...followUp, unitName: unit.name }, input.leadId)
    return { id: followUp.id }
  },
  detail: (input) => ({ unitId: input.unitId, kind: input.kind }),
})

type Unit = { id: string; boardId: string; providerId: string; name: string }
type Narrowed = 'narrowed' | 'requirementKeys'
type PlannedFollowUp = Omit<CreateFollowUp, 'leadId' | Narrowed> &
  Partial<Pick<CreateFollowUp, Narrowed>> & { leadId?: string; planItemId?: string }

/**
 * The follow-up itself, without its team: inside whatever command plans it. `planItemId` is the row of the year's plan
 * that it carries out.
 */
export async function planFollowUp(
  context: Context,
  { id: unitId, boardId, providerId }: Unit,
  input: PlannedFollowUp,
) {
  const { db, actor, now } = context
  const today = todayIn(now)
  if (input.dueOn < today) throw fieldProblem('dueOn', 'dateInPast')
  refuseWithoutCause(input)
  const previousId = await previousOf(db, { unitId, providerId }, input)
  const plan = await planProtocol(db, { ...input, requirementsPer: today, previousId })
  if (!plan) throw fieldProblem('unitId', 'notValid')
  if (input.kind === 'revisit' && plan.rows.length === 0) throw fieldProblem('kind', 'nothingToRevisit')
  if (input.narrowed && plan.rows.length === 0) throw fieldProblem('focusAreas', 'nothingToAsk')
  const { unitId: _unit, revisitsId: _revisits, leadId: _lead, newCaseNumber: _number, ...planned } = input
  const followUp = { id: uuidv7(now.getTime()), boardId, unitId, providerId, sharedAt: null }
  const matterId = await takeMatter(context, { ...input, boardId })
  await db
    .insertInto('followUp')
    .values({
      ...planned,
      ...followUp,
      municipalityId: actor.municipalityId,
      matterId,
      agreementId: plan.agreement?.id ?? null,
      catalogueVersionId: plan.catalogueVersionId,
      previousId,
      state: 'planned',
      requirementsPer: today,
      createdBy: actor.accountId,
      createdAt: now,
    })
    .execute()
  return followUp
}

/** A return visit goes back to the follow-up it was planned from, everything else to the latest one. */
async function previousOf(
  db: Db,
  of: { unitId: string; providerId: string },
  input: Pick<CreateFollowUp, 'kind' | 'revisitsId'>,
) {
  if (input.kind !== 'revisit' || !input.revisitsId) return (await findPrevious(db, of))?.id ?? null
  const revisited = await findRevisited(db, { ...of, id: input.revisitsId })
  if (!revisited) throw new Problem('notFound')
  return revisited.id
}

/** Whoever is to lead it, and is told so. */
export async function addLead(
  context: Context,
  followUp: Pick<FollowUp, 'id' | 'boardId' | 'unitId' | 'providerId' | 'sharedAt' | 'unitName'>,
  leadId: string,
): Promise<void> {
  const added = await addToTeam(context, followUp, { accountId: leadId, isLead: true, profession: '' })
  if (!added) throw fieldProblem('leadId', 'chooseOne')
  if (leadId === context.actor.accountId) return
  await notify(context, [leadId], {
    kind: 'followUp.member',
    title: followUpNotices.addedAsLead(followUp.unitName),
    href: `/uppfoljningar/${followUp.id}/team`,
    boardId: followUp.boardId,
  })
}

const needCause: readonly FollowUpKind[] = ['eventDriven', 'targeted', 'theme']

/** What was not planned says who started it and why. */
function refuseWithoutCause(input: { kind: FollowUpKind; cause: string }): void {
  if (needCause.includes(input.kind) && input.cause === '') throw fieldProblem('cause', 'reasonNeeded')
}

/** Changes the plan. What the protocol was made of stands firm once it is made, and so does what was announced. */
export const changeFollowUp = command({
  verb: 'followUp.change',
  input: ChangeFollowUp,
  target: ({ db }, { followUpId }) => lockFollowUp(db, followUpId),
  async run(context, followUp, input) {
    if (!['planned', 'prepared', 'underway'].includes(followUp.state)) throw new Problem('wrongState')
    if (input.revision !== followUp.revision) throw new Problem('stale', { current: currentOf(followUp) })
    refuseWithoutCause(input)
    if (followUp.state !== 'planned' && changesBasis(followUp, input)) throw new Problem('wrongState')
    const { followUpId: _id, revision: _revision, newCaseNumber: _number, ...planned } = input
    const matterId = await takeMatter(context, { ...input, boardId: followUp.boardId })
    const revision = await saveFollowUpState(context.db, followUp, { ...planned, matterId })
    return { id: followUp.id, revision }
  },
  detail: (input, _result, before) => ({
    ...(input.dueOn === before.dueOn ? {} : { dueOn: { from: before.dueOn, to: input.dueOn } }),
    ...(input.kind === before.kind ? {} : { kind: { from: before.kind, to: input.kind } }),
  }),
})

function changesBasis(followUp: FollowUp, input: ChangeFollowUp): boolean {
  const sorted = (keys: readonly string[]) => [...keys].sort().join(' ')
  return (
    input.announced !== followUp.announced ||
    input.depth !== followUp.depth ||
    sorted(input.focusAreas) !== sorted(followUp.focusAreas)
  )
}

function currentOf(followUp: FollowUp) {
  const { title, kind, dueOn, purposes, methods, cause, roleException, revision } = followUp
  return { title, kind, dueOn, purposes, methods, cause, roleException, revision }
}
