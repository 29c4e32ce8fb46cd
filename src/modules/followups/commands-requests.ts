import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { Problem, type FieldFault } from '#kernel/problem.ts'
import { addRecord } from '#modules/meetings/public.ts'
import { command, type Context } from '#platform/command.ts'
import { followUpNotices } from '#texts/sv/followups.ts'
import { AcceptRequest, AnswerExtension, CreateRequests, ReturnRequest, WithdrawRequest } from './contract.ts'
import { listProtocolRequirements } from './queries-protocol.ts'
import { findProviderName, lockRequest, saveRequest } from './queries-requests.ts'
import { lockFollowUp } from './queries.ts'
import type { FollowUp } from './rules.ts'
import { movedRequest, type DocumentRequest } from './rules-requests.ts'
import { tellManagers } from './share.ts'

/** Asks the unit for documents: each with why, on what ground and by when. What is asked is a record that goes out. */
export const createRequests = command({
  verb: 'request.create',
  input: CreateRequests,
  target: ({ db }, { followUpId }) => lockFollowUp(db, followUpId),
  async run(context, followUp, { requests }) {
    const { db, actor, now } = context
    if (!['prepared', 'underway', 'hearing'].includes(followUp.state)) throw new Problem('wrongState')
    // To ask is to tell: nothing is asked of a unit that does not yet know.
    if (!followUp.sharedAt) throw new Problem('wrongState', { detail: 'not shared with the unit' })
    await refuseFaulty(context, followUp, requests)
    const rows = requests.map((request) => ({
      ...request,
      id: uuidv7(now.getTime()),
      municipalityId: actor.municipalityId,
      followUpId: followUp.id,
      boardId: followUp.boardId,
      unitId: followUp.unitId,
      providerId: followUp.providerId,
      state: 'requested' as const, // the column allows five words; a new request is only asked
      requestedBy: actor.accountId,
      requestedAt: now,
      sharedAt: now,
    }))
    await db.insertInto('documentRequest').values(rows).execute()
    await registerAll(context, followUp, rows)
    await tellManagers(context, followUp, followUpNotices.requested(rows.length, followUp.unitName))
    return { id: followUp.id, requestIds: rows.map((row) => row.id) }
  },
  detail: (_input, { requestIds }) => ({ requests: requestIds.length }),
})

type Line = { dueOn: string; requirementIds: readonly string[] }

async function refuseFaulty(context: Context, followUp: FollowUp, lines: readonly Line[]): Promise<void> {
  const today = todayIn(context.now)
  const inProtocol = await listProtocolRequirements(context.db, followUp.id)
  const known = new Set(inProtocol.map((requirement) => requirement.id))
  const fields = lines.flatMap((line, at): FieldFault[] => [
    ...(line.dueOn < today ? [{ path: `requests.${at}.dueOn`, code: 'dateInPast' }] : []),
    ...(line.requirementIds.every((id) => known.has(id))
      ? []
      : [{ path: `requests.${at}.requirementIds`, code: 'notValid' }]),
  ])
  if (fields.length > 0) throw new Problem('invalidInput', { fields })
}

async function registerAll(
  context: Context,
  followUp: FollowUp,
  rows: readonly { id: string; title: string }[],
): Promise<void> {
  const { matterId, boardId } = followUp
  if (!matterId) return
  const party = await findProviderName(context.db, followUp.providerId)
  for (const row of rows)
    await addRecord(context, {
      matterId,
      boardId,
      title: followUpNotices.recordTitle(row.title),
      direction: 'out',
      kind: 'documentRequest',
      party,
      sourceId: row.id,
    })
}

export const acceptRequest = command({
  verb: 'request.accept',
  input: AcceptRequest,
  target: lockForVerb,
  async run({ db }, { request }, input) {
    refuseStale(request, input.revision)
    const { state } = movedRequest(request, 'accept')
    return { id: request.id, state, revision: await saveRequest(db, request.id, { state }) }
  },
  detail: ({ requestId }) => ({ requestId }),
})

export const returnRequest = command({
  verb: 'request.return',
  input: ReturnRequest,
  target: lockForVerb,
  async run(context, { request }, input) {
    refuseStale(request, input.revision)
    const { state } = movedRequest(request, 'return')
    const dueOn = input.dueOn ?? request.dueOn
    if (input.dueOn && input.dueOn < todayIn(context.now))
      throw new Problem('invalidInput', { fields: [{ path: 'dueOn', code: 'dateInPast' }] })
    const revision = await saveRequest(context.db, request.id, { state, dueOn, returnReason: input.reason })
    await tell(context, request, followUpNotices.returned(request.title))
    return { id: request.id, state, revision }
  },
  detail: ({ requestId }) => ({ requestId }),
})

export const withdrawRequest = command({
  verb: 'request.withdraw',
  input: WithdrawRequest,
  target: lockForVerb,
  async run(context, { request }, input) {
    refuseStale(request, input.revision)
    const { state } = movedRequest(request, 'withdraw')
    const revision = await saveRequest(context.db, request.id, { state })
    await tell(context, request, followUpNotices.withdrawn(request.title))
    return { id: request.id, state, revision }
  },
  detail: ({ requestId }) => ({ requestId }),
})

/** Answers what the operator asked for; granted, the new day is the day. Until it is answered the old day holds. */
export const answerExtension = command({
  verb: 'request.answerExtension',
  input: AnswerExtension,
  target: lockForVerb,
  async run(context, { request }, { revision: seen, answer }) {
    refuseStale(request, seen)
    const until = request.extensionAskedUntil
    if (!until || request.extensionAnswer) throw new Problem('wrongState')
    const dueOn = answer === 'granted' ? until : request.dueOn
    const revision = await saveRequest(context.db, request.id, { extensionAnswer: answer, dueOn })
    await tell(context, request, followUpNotices.extension(answer, request.title))
    return { id: request.id, dueOn, revision }
  },
  detail: ({ requestId, answer }) => ({ requestId, answer }),
})

/** The history is the follow-up's, so the audit's target is the follow-up and the request stands in the detail. */
async function lockForVerb({ db }: Context, { requestId }: { requestId: string }) {
  const request = await lockRequest(db, requestId)
  return request && { id: request.followUpId, boardId: request.boardId, unitId: request.unitId, request }
}

function refuseStale(request: DocumentRequest, revision: number): void {
  if (request.revision === revision) return
  const { state, dueOn, revision: current } = request
  throw new Problem('stale', { current: { state, dueOn, revision: current } })
}

async function tell(context: Context, request: DocumentRequest, title: string): Promise<void> {
  await tellManagers(context, { ...request, id: request.followUpId }, title, `/lamna-in/${request.id}`)
}
