import { todayIn } from '#kernel/dates.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { recordDelegated } from '#modules/delegations/public.ts'
import { addLead, findFollowUp, getFollowUp, planFollowUp, type FollowUp } from '#modules/followups/public.ts'
import { notify } from '#modules/notices/public.ts'
import { findUnit } from '#modules/organisation/public.ts'
import { command, type Context } from '#platform/command.ts'
import { followUpKinds } from '#texts/sv/followups.ts'
import { triggerNotices, triggerWords } from '#texts/sv/triggers.ts'
import { eventOf, writingOf } from './commands.ts'
import { DecideTrigger } from './contract.ts'
import { deciderOf, mayDecide, type Decider } from './decider.ts'
import { keysOf, listUnitsOf, lockTrigger, type Proposal } from './queries.ts'
import { moved, type Outcome, type ProposalState } from './rules.ts'
import { refuseStale, saveProposal } from './save.ts'
import { writeEvent } from './write.ts'

/** What came of it: the follow-ups that were planned, or the one that takes it up. */
type Done = { followUpIds: string[] }

/**
 * Decides of a proposal. Only the role that the board's delegation order names may; where it is to be done the decision is
 * written by that order, and the follow-ups are planned in the same moment.
 */
export const decideTrigger = command({
  verb: 'trigger.decide',
  input: DecideTrigger,
  target: ({ db }, { triggerId }) => lockTrigger(db, triggerId),
  async run(context, proposal, input) {
    const decider = await deciderOf(context.db, proposal, todayIn(context.now))
    if (!mayDecide(context.actor, decider)) throw new Problem('notAllowed')
    const { state } = moved(proposal, input.outcome)
    refuseStale(proposal, input.revision)
    const { followUpIds } = await carryOut[input.outcome](context, { proposal, decider }, input)
    const revision = await saveProposal(context, proposal, input.revision, {
      state,
      ...(state === 'asked' ? {} : decisionOf(context, decider, input.reason)),
    })
    await writeEvent(writingOf(context), eventOf(proposal, eventKinds[input.outcome], input.reason))
    await tellProposer(context, proposal, state)
    return { id: proposal.id, revision, state, followUpIds }
  },
  detail: ({ outcome }, { followUpIds }) => ({ outcome, followUps: followUpIds.length }),
})

const eventKinds = {
  approve: 'approved',
  decline: 'declined',
  merge: 'merged',
  ask: 'asked',
} as const satisfies Record<Outcome, string>

type Deciding = { proposal: Proposal; decider: Decider }
type CarryOut = (context: Context, deciding: Deciding, input: DecideTrigger) => Promise<Done>

const nothing: CarryOut = () => Promise.resolve({ followUpIds: [] })
const carryOut: Readonly<Record<Outcome, CarryOut>> = {
  approve: planAll,
  merge: takeInto,
  decline: nothing,
  ask: nothing,
}

function decisionOf({ actor, now }: Context, { point }: Decider, decisionReason: string) {
  const decidedPoint = point ? `${point.code} ${point.what}` : ''
  return { decidedBy: actor.accountId, decidedOn: todayIn(now), decidedPoint, decisionReason }
}

/** One follow-up for each unit, in the same matter. */
async function planAll(context: Context, { proposal, decider }: Deciding, input: DecideTrigger) {
  if (decider.point && !input.matterId && input.newCaseNumber === '')
    throw fieldProblem('matterId', 'matterNeeded')
  const keys = await keysOf(context.db, proposal.requirementIds)
  const followUpIds: string[] = []
  let matter: Pick<DecideTrigger, 'matterId' | 'newCaseNumber'> = input
  for (const { unitId } of await listUnitsOf(context.db, proposal.id)) {
    const followUp = await planOne(context, { proposal, unitId, keys }, { ...input, ...matter })
    matter = { matterId: followUp.matterId ?? undefined, newCaseNumber: '' }
    await recordDecision(context, { proposal, decider }, { followUp, reason: input.reason })
    await setFollowUp(context, { proposal, unitId }, followUp.id)
    followUpIds.push(followUp.id)
  }
  return { followUpIds }
}

type Planning = { proposal: Proposal; unitId: string; keys: readonly string[] }

async function planOne(
  context: Context,
  { proposal, unitId, keys }: Planning,
  input: DecideTrigger,
): Promise<FollowUp> {
  const unit = await findUnit(context.db, unitId, todayIn(context.now))
  if (!unit) throw fieldProblem('dueOn', 'notInForce')
  const { dueOn = '', announced = true, methods, narrowed, cause, newCaseNumber, matterId } = input
  const { kind, depth, focusAreas, form } = proposal
  const planned = await planFollowUp(context, unit, {
    title: triggerWords.followUpTitle(followUpKinds[kind], unit.name, dueOn.slice(0, 4)).slice(0, 200),
    ...{ unitId, kind, depth, focusAreas, methods, announced, dueOn, cause, newCaseNumber },
    ...{ narrowed, requirementKeys: narrowed ? [...keys] : [], level: 'agreement', performedBy: 'office' },
    ...{ purposes: ['agreement'], roleException: '', ...(form ? { targetedForm: form } : {}) },
    ...(matterId ? { matterId } : {}),
  })
  const followUp = await getFollowUp(context.db, planned.id)
  if (input.leadId) await addLead(context, followUp, input.leadId)
  return followUp
}

/** Written in the matter, as a decision by the point of the order (M-090). */
async function recordDecision(
  context: Context,
  { proposal, decider }: Deciding,
  { followUp, reason }: { followUp: FollowUp; reason: string },
): Promise<void> {
  if (!decider.point) return
  await recordDelegated(context, {
    ...{ boardId: proposal.boardId, act: 'eventDrivenFollowUp', sourceId: followUp.id },
    ...{ matterId: followUp.matterId, what: triggerWords.decidedAs(followUp.title), reason },
  })
}

const canTakeUp: readonly FollowUp['state'][] = ['planned', 'prepared', 'underway']

/** A follow-up of one of the units that is not over takes it up. */
async function takeInto(context: Context, { proposal }: Deciding, { intoId = '' }: DecideTrigger) {
  const into = await findFollowUp(context.db, intoId)
  const units = await listUnitsOf(context.db, proposal.id)
  const isOfUnit = into && units.some(({ unitId }) => unitId === into.unitId)
  if (!isOfUnit || into.boardId !== proposal.boardId) throw fieldProblem('intoId', 'chooseFollowUp')
  if (!canTakeUp.includes(into.state)) throw fieldProblem('intoId', 'chooseFollowUp')
  await setFollowUp(context, { proposal, unitId: into.unitId }, into.id)
  return { followUpIds: [into.id] }
}

async function setFollowUp(
  { db }: Context,
  { proposal, unitId }: { proposal: Proposal; unitId: string },
  followUpId: string,
): Promise<void> {
  await db
    .updateTable('triggerUnit')
    .set({ followUpId })
    .where('proposalId', '=', proposal.id)
    .where('unitId', '=', unitId)
    .execute()
}

const told: Partial<Record<ProposalState, (title: string) => string>> = {
  approved: triggerNotices.approved,
  declined: triggerNotices.declined,
  merged: triggerNotices.merged,
  asked: triggerNotices.asked,
}

/** Whoever proposed it learns what was decided. */
async function tellProposer(context: Context, proposal: Proposal, state: ProposalState): Promise<void> {
  const { id, boardId, title, raisedBy } = proposal
  const words = told[state]
  if (!words || !raisedBy || raisedBy === context.actor.accountId) return
  const notice = { kind: 'trigger.decided', title: words(title), href: `/uppfoljningar/forslag/${id}` }
  await notify(context, [raisedBy], { ...notice, boardId })
}
