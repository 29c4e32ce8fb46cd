import { z } from 'zod'
import { changing, reading, type Operation } from '#platform/web/api.ts'
import {
  acceptRequest,
  answerExtension,
  createRequests,
  returnRequest,
  withdrawRequest,
} from './commands-requests.ts'
import { addMember, declareBias, removeMember } from './commands-team.ts'
import { recordVisit } from './commands-visits.ts'
import {
  AcceptRequest,
  AddMember,
  AnswerExtension,
  BiasInput,
  CreateRequests,
  MemberView,
  RecordVisit,
  RequestView,
  ReturnRequest,
  VisitView,
  WithdrawRequest,
} from './contract.ts'
import { examples } from './examples.ts'
import { listRequests } from './queries-requests.ts'
import { listVisits } from './queries-visits.ts'
import { findFollowUp, listMembers } from './queries.ts'

const tag = 'Follow-ups'
const params = z.object({ followUpId: z.uuid() })
const ofMember = z.object({ followUpId: z.uuid(), accountId: z.uuid() })
const ofRequest = z.object({ requestId: z.uuid() })
const member = z.object({ id: z.uuid(), accountId: z.uuid() })
const request = z.object({ id: z.uuid(), state: z.string(), revision: z.number().int() })

/** Team, visits and requests: what belongs to one follow-up. */
export const partsApi: readonly Operation[] = [
  reading({
    path: '/follow-ups/{followUpId}/members',
    tag,
    verb: 'protocol.read',
    summary: 'Visa teamet / Show the team',
    description: 'Those who were taken out are kept, with when.',
    params,
    answer: z.object({ members: z.array(MemberView) }),
    run: async (tx, { followUpId }) =>
      (await findFollowUp(tx, followUpId)) && { members: await listMembers(tx, followUpId) },
  }),
  reading({
    path: '/follow-ups/{followUpId}/visits',
    tag,
    verb: 'protocol.read',
    summary: 'Visa besöken / Show the visits',
    description: 'Visits made and to come, with time of day.',
    params,
    answer: z.object({ visits: z.array(VisitView) }),
    run: async (tx, { followUpId }) =>
      (await findFollowUp(tx, followUpId)) && { visits: await listVisits(tx, followUpId) },
  }),
  reading({
    path: '/follow-ups/{followUpId}/requests',
    tag,
    verb: 'followUp.read',
    summary: 'Visa begärda underlag / Show the documents asked for',
    description: 'With ground, day and state.',
    params,
    answer: z.object({ requests: z.array(RequestView) }),
    run: async (tx, { followUpId }) =>
      (await findFollowUp(tx, followUpId)) && { requests: await listRequests(tx, followUpId) },
  }),
  changing({
    method: 'post',
    path: '/follow-ups/{followUpId}/members',
    tag,
    summary: 'Lägg till i teamet / Add a member',
    description: 'Somebody of the board who may assess. Declares bias thereafter.',
    params,
    body: AddMember.omit({ followUpId: true }),
    example: examples.addMember,
    answer: member,
    command: addMember,
    created: true,
  }),
  changing({
    method: 'delete',
    path: '/follow-ups/{followUpId}/members/{accountId}',
    tag,
    summary: 'Ta ur teamet / Remove a member',
    description: 'That the person was in the team is kept.',
    params: ofMember,
    answer: member,
    command: removeMember,
  }),
  changing({
    method: 'post',
    path: '/follow-ups/{followUpId}/bias-declaration',
    tag,
    summary: 'Lämna jävsdeklaration / Declare bias',
    description: 'For yourself. Whoever is biased leaves the team at once.',
    params,
    body: BiasInput.omit({ followUpId: true }),
    example: examples.declareBias,
    answer: z.object({ id: z.uuid(), bias: z.string() }),
    command: declareBias,
  }),
  changing({
    method: 'post',
    path: '/follow-ups/{followUpId}/visits',
    tag,
    summary: 'Anteckna ett besök / Record a visit',
    description: 'Who was met as roles, never names. A visit that has been made begins the follow-up.',
    params,
    body: RecordVisit.omit({ followUpId: true }),
    example: examples.recordVisit,
    answer: z.object({ id: z.uuid(), timeOfDay: z.string(), begun: z.boolean() }),
    command: recordVisit,
    created: true,
  }),
  changing({
    method: 'post',
    path: '/follow-ups/{followUpId}/requests',
    tag,
    summary: 'Begär underlag / Ask for documents',
    description: 'Several at once; refused before an unannounced follow-up has begun.',
    params,
    body: CreateRequests.omit({ followUpId: true }),
    example: examples.createRequests,
    answer: z.object({ id: z.uuid(), requestIds: z.array(z.uuid()) }),
    command: createRequests,
    created: true,
  }),
  changing({
    method: 'post',
    path: '/requests/{requestId}/accept',
    tag,
    summary: 'Godkänn underlag / Accept what was handed in',
    description: 'What was handed in answers the request.',
    params: ofRequest,
    body: AcceptRequest.omit({ requestId: true }),
    example: examples.acceptRequest,
    answer: request,
    command: acceptRequest,
  }),
  changing({
    method: 'post',
    path: '/requests/{requestId}/return',
    tag,
    summary: 'Begär komplettering / Return what was handed in',
    description: 'With a reason, and a new day where it is needed.',
    params: ofRequest,
    body: ReturnRequest.omit({ requestId: true }),
    example: examples.returnRequest,
    answer: request,
    command: returnRequest,
  }),
  changing({
    method: 'post',
    path: '/requests/{requestId}/withdraw',
    tag,
    summary: 'Återkalla en begäran / Withdraw a request',
    description: 'The unit need not hand it in.',
    params: ofRequest,
    body: WithdrawRequest.omit({ requestId: true }),
    example: examples.withdrawRequest,
    answer: request,
    command: withdrawRequest,
  }),
  changing({
    method: 'post',
    path: '/requests/{requestId}/extension',
    tag,
    summary: 'Svara på en begäran om anstånd / Answer an extension',
    description: 'Granted, the day asked for becomes the day.',
    params: ofRequest,
    body: AnswerExtension.omit({ requestId: true }),
    example: examples.answerExtension,
    answer: z.object({ id: z.uuid(), dueOn: z.string(), revision: z.number().int() }),
    command: answerExtension,
  }),
]
